/** Who gets each mail. */
export const recipients = ['a@example.org', 'b@example.org']

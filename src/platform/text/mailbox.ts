/** One `@`, no white space, no control characters: whether it exists, its server knows. */
export const mailbox = /^[^\s@<>(),;:"]+@[^\s@<>(),;:"]+$/u

/**
 * The longest text or name that is accepted, in UTF-16 units; what is done to longer ones later could
 * exhaust the memory of a thread.
 */
export const textLengthMax = 16 * 1024 * 1024

/** What must be known about a parsed document before anything else may walk it. */
export type Survey = {
  /** Nested deeper than the limit; the other answers are then incomplete. */
  tooDeep: boolean
  /** Holds a text or a name longer than {@link textLengthMax}. */
  tooLongTexts: boolean
  /** Holds a number that a double may have rounded: not a safe integer, or 0, which 1e-400 becomes. */
  roundedNumbers: boolean
  /** Holds half a surrogate pair, in a value or in a name. */
  halfSurrogates: boolean
}

/**
 * Looks at every value and name of a parsed document once. 12 ms for 500 real files (89 MB): less
 * than searching their text, which takes 18 to 50 ms for each of the questions.
 *
 * @param nestingMax arrays and objects inside each other that are accepted; bounds the recursion
 */
export function surveyDocument(document: unknown, nestingMax: number): Survey {
  const survey = {
    tooDeep: false,
    tooLongTexts: false,
    roundedNumbers: false,
    halfSurrogates: false,
  }
  surveyValue(document, nestingMax, survey)
  return survey
}

function surveyValue(value: unknown, levelsLeft: number, survey: Survey): void {
  if (typeof value === 'string') surveyText(value, survey)
  else if (typeof value === 'number') {
    if (value === 0 || !Number.isSafeInteger(value)) survey.roundedNumbers = true
  } else if (typeof value === 'object' && value !== null) {
    if (levelsLeft === 0) survey.tooDeep = true
    else if (Array.isArray(value)) surveyArray(value, levelsLeft - 1, survey)
    else surveyObject(value, levelsLeft - 1, survey)
  }
}

function surveyText(text: string, survey: Survey): void {
  if (!text.isWellFormed()) survey.halfSurrogates = true
  if (text.length > textLengthMax) survey.tooLongTexts = true
}

function surveyArray(values: readonly unknown[], levelsLeft: number, survey: Survey): void {
  for (const value of values) surveyValue(value, levelsLeft, survey)
}

function surveyObject(object: object, levelsLeft: number, survey: Survey): void {
  for (const name in object) {
    surveyText(name, survey)
    surveyValue((object as Record<string, unknown>)[name], levelsLeft, survey)
  }
}

/** What the server asks of a new password at least. */
export const LEAST_PASSWORD = 8;

/** What is wrong with a new password, or undefined. */
export function passwordFault(password: string, again: string): string | undefined {
  if (password.length < LEAST_PASSWORD) {
    return `at least ${LEAST_PASSWORD} characters`;
  }
  return password === again ? undefined : "the two are not the same";
}

/** Who sells on a training till before the office has given them a PIN. Known to everybody; no other till has this person. */
export const trainee = {id: 'praktykant', name: 'Praktykant', pin: '1111'} as const;

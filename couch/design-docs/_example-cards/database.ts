/** Which kind of database this design document is for: here every month of receipts. */
export const database = 'receipts';

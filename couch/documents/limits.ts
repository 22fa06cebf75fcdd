/** What the fields of a product may be: for its schema, and for whoever knows an ordinary product without it. */

export const catalogueSchema = 1;

/** Highest price a good may have: above it a missing decimal point is likelier than a price. */
export const priceGroszeMax = 10_000_000;

export const nameLengthMax = 120;
export const receiptNameLengthMax = 40;
export const barcodeCountMax = 50;

export const codePattern = /^[A-Za-z0-9._-]{1,40}$/;
export const barcodePattern = /^(\d{8}|\d{12}|\d{13})$/;
export const pluPattern = /^\d{1,6}$/;

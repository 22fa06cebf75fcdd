/**
 * What fields of the catalogue may be, where more than one place has to know: a product's for its schema and for whoever
 * knows an ordinary product without it, a till's key for the schema and the validator.
 */

export const catalogueSchema = 1;

/** Highest price a good may have: above it a missing decimal point is likelier than a price. */
export const priceGroszeMax = 10_000_000;

/** Highest limit of a line or a receipt that a shop may set: what no printer takes is no limit. */
export const saleGroszeMax = 9_999_999_999;

/** As many as a till's screen has keys for. */
export const currencyCountMax = 3;
export const denominationCountMax = 5;
export const voucherKindCountMax = 5;
export const voucherNameLengthMax = 30;

/**
 * UTF-8 bytes of an entry. The largest receipt a till seals has room in it: as many lines as a basket takes, each with the longest
 * names and five discounts, are some 800 kB. One that is larger is nobody's receipt.
 */
export const entryBytesMax = 1_000_000;

export const nameLengthMax = 120;
export const receiptNameLengthMax = 40;
export const barcodeCountMax = 50;

export const codePattern = /^[A-Za-z0-9._-]{1,40}$/;
export const barcodePattern = /^(\d{8}|\d{12}|\d{13}|\d{14})$/;
/** A mask of the labels of scales; whether it can be read is for `weight-label.ts` to say. */
export const labelMaskPattern = /^\d{1,3}[AVWCQX][AVWCQX0]*K$/;
export const pluPattern = /^\d{1,6}$/;

/** When happy hours begin, `HH:MM`, */
export const timePattern = /^([01]\d|2[0-3]):[0-5]\d$/;
/** and when they end. */
export const timeOrMidnightPattern = /^(([01]\d|2[0-3]):[0-5]\d|24:00)$/;

/**
 * What a PIN is checked against. scrypt cannot work with an N that is no power of two, and the highest of these takes a
 * till 128 MB and a second; the hash is long enough that no PIN is right by chance.
 */
export const pinHashPattern =
	/^scrypt\$(1024|2048|4096|8192|16384|32768|65536|131072)\$8\$[1-4]\$[\w-]{1,128}\$[\w-]{6,128}$/;
export const pinHashForm = 'scrypt$N$r$p$salt$hash with N a power of two from 1024 to 131072, r 8 and p 1 to 4';

/** A whole catalogue may be wrong: a till's status tells so many of what is wrong with it, each in so many characters. */
export const faultsToldMax = 100;
export const faultLengthMax = 1000;

/**
 * An Ed25519 public key as a till's profile has it: SPKI, 44 bytes in base64. The first twelve bytes say what follows,
 * `302a300506032b6570032100`, and are sixteen characters to themselves; the key is any 32 bytes.
 */
export const publicKeyPattern = /^MCowBQYDK2VwAyEA[A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]=$/;

/** Packages in one piece of goods: more than a crate has bottles. */
export const depositPiecesMax = 100;

/**
 * Entries as they lie in `receipts-YYYY-MM`: receipts, returns, events and seals, each written once by its till.
 *
 * The document itself comes back from reading, with fields this version does not know: the digest covers them too.
 * Whether the digest is right, the sums add up and no more comes back than was sold is not a question of form; the
 * conflict watcher asks it.
 */

import {approvalCauses, approvalRefusals, operations, proofs} from '../../till/domain/approval.ts';
import {routes} from '../../till/domain/catalogue.ts';
import {parseEntryId} from '../../till/domain/chain.ts';
import {amountMinorMax, currencyPattern, rateTenThousandthsMax} from '../../till/domain/currency.ts';
import {
	cashGrosze,
	packagesPlaces,
	reportResults,
	returnRegisters,
	type Sealed,
	tenderKinds,
	tillEventKinds,
} from '../../till/domain/entry.ts';
import {clocks} from '../../till/domain/managers-word.ts';
import {isNip} from '../../till/domain/nip.ts';
import {fail, ok, type Result} from '../../till/domain/result.ts';
import {vatLetters} from '../../till/domain/vat.ts';
import {type DocumentFault, documentFault, z} from './schema.ts';

export const entrySchema = 1;

const text = z.string().min(1);
const whole = z.number().int();
const count = whole.min(0);
/** A milliard złotych: beyond it sums of an entry could leave the whole numbers. */
const groszeMax = 100_000_000_000;
const grosze = whole.min(-groszeMax).max(groszeMax);
/** A return takes nothing away: a negative amount would hide another return of the same line. */
const returnedGrosze = count.max(groszeMax);
const instant = z.iso.datetime({offset: true});
const digest = z.string().regex(/^[0-9a-f]{64}$/, 'is 64 hex digits');
const wallTime = z.string().regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/, 'is YYYY-MM-DDTHH:MM');
const month = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/, 'is YYYY-MM');
const person = z.object({id: text, name: text});
const receiptIdPattern = /^receipt:[a-z0-9-]{1,16}:\d{8}:[0-9a-z]{8}$/;

const head = {
	_id: text,
	schema: z.literal(entrySchema),
	till: z.string().regex(/^[a-z0-9-]{1,16}$/, 'is [a-z0-9-], at most 16'),
	entry: whole.min(1).max(99_999_999),
	month,
	businessDay: z.iso.date(),
	writtenAt: instant,
	previous: digest,
	digest,
	signature: z.string(),
};

const currency = z.string().regex(currencyPattern, 'is not of ISO 4217');
const tender = z.object({kind: z.enum(tenderKinds), amountGrosze: grosze});
const vatSum = z.object({
	letter: z.enum(vatLetters),
	rate: z.union([count.max(9999), z.literal('exempt')]),
	grossGrosze: grosze,
	vatGrosze: grosze,
});
const lineFields = {
	line: whole.min(1),
	product: text,
	name: text,
	receiptName: text,
	group: text,
	route: z.enum(routes),
	vat: z.enum(vatLetters),
	unit: z.enum(['szt', 'kg']),
	pieces: whole.min(1).max(1_000_000).optional(),
	weightGrams: count.max(10_000_000).optional(),
	priceGrosze: count.max(100_000_000),
};

interface Quantity {
	readonly unit: 'szt' | 'kg';
	readonly pieces?: number | undefined;
	readonly weightGrams?: number | undefined;
}
function hasNoOther({unit, pieces, weightGrams}: Quantity): boolean {
	return (unit === 'szt' ? weightGrams : pieces) === undefined;
}
function hasItsOwn({unit, pieces, weightGrams}: Quantity): boolean {
	return (unit === 'szt' ? pieces : weightGrams) !== undefined;
}
const otherQuantity = {error: 'has the quantity of another unit'};
const noQuantity = {error: 'has no quantity'};

const line = z
	.object({
		...lineFields,
		barcode: text.optional(),
		priceSource: text,
		grossGrosze: grosze,
		discountGrosze: grosze,
		discountSource: text.optional(),
		discounts: z.array(z.object({source: text, amountGrosze: grosze})).optional(),
		totalGrosze: grosze,
	})
	.refine(hasNoOther, otherQuantity)
	.refine(hasItsOwn, noQuantity);
const returnedLine = z
	.object({
		...lineFields,
		grossGrosze: returnedGrosze,
		discountGrosze: returnedGrosze,
		totalGrosze: returnedGrosze,
	})
	.refine(hasNoOther, otherQuantity)
	.refine(hasItsOwn, noQuantity);
const deposit = z.object({
	line: whole,
	deposit: text,
	name: text,
	packageNumber: count,
	route: z.enum(routes),
	pieces: whole.min(-1_000_000).max(1_000_000),
	valueGrosze: count.max(1_000_000),
	totalGrosze: grosze,
});
/** Of one kind, that came back; positive. */
const packages = deposit.omit({line: true, route: true}).extend({
	pieces: whole.min(1).max(1_000_000),
	totalGrosze: returnedGrosze,
});
const slipName = {route: z.enum(routes), printer: text, fiscalNumber: count, printedAt: instant};
const slip = z.object({
	...slipName,
	proof: z.enum(['answer', 'counters', 'cashier']),
	goodsGrosze: grosze,
	depositsGrosze: grosze,
	vat: z.array(vatSum),
	tenders: z.array(tender),
	changeGrosze: grosze,
});

const receipt = z.object({
	...head,
	type: z.literal('receipt'),
	saleId: text,
	openedAt: instant,
	cashier: person,
	lines: z.array(line),
	deposits: z.array(deposit),
	vat: z.array(vatSum),
	goodsGrosze: grosze,
	discountGrosze: grosze,
	depositsGrosze: grosze,
	dueGrosze: grosze,
	tenders: z.array(tender),
	foreignCash: z
		.array(
			z.object({
				currency,
				amountMinor: whole.min(1).max(amountMinorMax),
				rateTenThousandths: whole.min(1).max(rateTenThousandthsMax),
				amountGrosze: returnedGrosze,
			}),
		)
		.min(1)
		.optional(),
	vouchers: z
		.array(z.object({voucher: text, name: text, amountGrosze: returnedGrosze}))
		.min(1)
		.optional(),
	changeGrosze: grosze,
	slips: z.array(slip).min(1),
	packages: z.array(packages).min(1).optional(),
	packagesGrosze: returnedGrosze.optional(),
	packagesPlace: z.enum(packagesPlaces).optional(),
	card: text.optional(),
	buyerNip: z.string().refine(isNip, 'is not a NIP').optional(),
	ageCheck: z.enum(['adult', 'document']).optional(),
});

const returned = z.object({
	...head,
	type: z.literal('return'),
	original: z.object({
		receipt: z.string().regex(receiptIdPattern, 'is not the id of a receipt'),
		saleId: text,
		month,
		businessDay: z.iso.date(),
		slips: z.array(z.object(slipName)).min(1),
	}),
	cashier: person,
	approvedBy: person,
	reason: text,
	register: z.enum(returnRegisters).optional(),
	lines: z.array(returnedLine).min(1),
	deposits: z.array(
		deposit.extend({
			line: whole.min(1),
			pieces: whole.min(1).max(1_000_000),
			totalGrosze: returnedGrosze,
		}),
	),
	vat: z.array(vatSum.extend({grossGrosze: returnedGrosze, vatGrosze: returnedGrosze})),
	goodsGrosze: returnedGrosze,
	depositsGrosze: returnedGrosze,
	refundGrosze: returnedGrosze,
	tenders: z.array(tender.extend({amountGrosze: returnedGrosze})),
});

/** What an event of this kind is nothing without. */
const detailOf = {
	'clock-confirmed': 'clock',
	'printer-changed': 'printerChange',
	'daily-report': 'report',
	'packages-returned': 'packages',
	override: 'approval',
	'approval-refused': 'approval',
	'shift-opened': 'cash',
	'cash-in': 'cash',
	'cash-out': 'cash',
	'shift-closed': 'cash',
} as const;
const kindsWithDetail = Object.keys(detailOf) as readonly (keyof typeof detailOf)[];

const eventFields = z.object({
	...head,
	type: z.literal('event'),
	event: z.enum(tillEventKinds),
	cashier: person,
	saleId: text.optional(),
	product: text.optional(),
	name: text.optional(),
	amountGrosze: grosze.optional(),
	clock: z
		.object({
			right: z.enum(clocks),
			printers: z.array(z.object({route: z.enum(routes), printer: text, wallTime})),
		})
		.optional(),
	printerChange: z.object({route: z.enum(routes), former: text, printer: text}).optional(),
	packages: z.array(packages).min(1).optional(),
	otherTill: text.optional(),
	report: z
		.object({
			route: z.enum(routes),
			printer: text,
			result: z.enum(reportResults),
			reportNumber: count.optional(),
			receiptCount: count,
			gross: z.array(z.object({letter: z.enum(vatLetters), grossGrosze: grosze})),
			reason: text.optional(),
		})
		.optional(),
	approval: z
		.object({
			operation: z.enum(operations),
			cause: z.enum(approvalCauses),
			approver: person.optional(),
			proof: z.enum(proofs).optional(),
			refusal: z.enum(approvalRefusals).optional(),
			percentHundredths: count.optional(),
			line: count.optional(),
		})
		.optional(),
	cash: z
		.object({
			reason: text.optional(),
			counted: z.array(z.object({valueGrosze: z.literal(cashGrosze), count})).optional(),
			expectedGrosze: z.number().int().optional(),
			parkedCount: count.optional(),
			foreign: z.array(z.object({currency, countedMinor: count, expectedMinor: count})).optional(),
		})
		.optional(),
	parkedAt: instant.optional(),
	lastDay: z.iso.date().optional(),
	outcome: z.literal('unknown').optional(),
	discount: z.object({percentHundredths: count, allowedBy: person, reason: text.optional()}).optional(),
});
const event = kindsWithDetail.reduce<z.ZodType<z.infer<typeof eventFields>>>((schema, kind) => {
	const field = detailOf[kind];
	const isWhole = (read: z.infer<typeof eventFields>) => read.event !== kind || read[field] !== undefined;
	return schema.refine(isWhole, {path: [field], error: `is missing in ${kind}`});
}, eventFields);

const seal = z.object({
	...head,
	type: z.literal('seal'),
	count,
	firstEntry: count,
	lastEntry: count,
	lastDigest: digest,
});

/** By type. */
export const entrySchemas = {receipt, return: returned, event, seal} as const;

/** What an entry says, or why it has to be set aside. */
export function readEntry(document: Readonly<Record<string, unknown>>): Result<Sealed, DocumentFault> {
	const {type, schema, _id: id} = document;
	if (typeof type !== 'string' || !Object.hasOwn(entrySchemas, type)) {
		return fail({code: 'unknown-type', field: 'type', reason: `is ${JSON.stringify(type)}`});
	}
	if (typeof schema !== 'number') return fail({code: 'malformed', field: 'schema', reason: 'is not a number'});
	if (schema > entrySchema) return fail({code: 'newer-schema', field: 'schema', reason: `is ${schema}`});
	const parsed = entrySchemas[type as keyof typeof entrySchemas].safeParse(document);
	if (!parsed.success) return fail(documentFault(parsed.error));
	const parts = parseEntryId(String(id));
	const {till, entry} = parsed.data;
	if (parts === undefined || parts.type !== type || parts.till !== till || parts.entry !== entry) {
		return fail({code: 'malformed', field: '_id', reason: `is not the id of ${type} ${entry} of ${till}`});
	}
	return ok(document as unknown as Sealed);
}

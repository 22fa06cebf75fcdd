/**
 * The `tills` database: what tills say of themselves and what the server has to say to them.
 *
 *   status:<till>                a till's own word: version, outbox, how old its catalogue is
 *   refused:<till>:<id>:<rev>    an entry the server would not take, whole, with the server's reason
 *   head:<till>                  the last entry up to which the server holds every one
 *   notice:<till>                what the server found that the till should show
 *   parked:<till>:<share>        a basket that this till put aside; whoever puts its claim over its `_rev` has it
 */
import {fail, ok, type Result} from '../../till/domain/result.ts';
import {faultLengthMax, faultsToldMax} from './limits.ts';
import {parkedBasket} from './parked-basket.ts';
import {type DocumentFault, documentFault, z} from './schema.ts';

export const tillsSchema = 1;

export function statusId(till: string): string {
	return `status:${till}`;
}
export function refusedId({till, entry, rev}: {till: string; entry: string; rev: string}): string {
	return `refused:${till}:${entry}:${rev}`;
}
export function headId(till: string): string {
	return `head:${till}`;
}
export function noticeId(till: string): string {
	return `notice:${till}`;
}
/** Before the ids of all parked sales. */
export const parkedPrefix = 'parked:';
/** `share` is `<till>:<name>`: drawn anew each time a basket is put aside. */
export function parkedId(share: string): string {
	return `${parkedPrefix}${share}`;
}

const till = z.string().regex(/^[a-z0-9-]{1,16}$/, 'is [a-z0-9-], at most 16');
const instant = z.iso.datetime({offset: true});
const schema = z.literal(tillsSchema);
const count = z.number().int().min(0);

const told = z.string().max(faultLengthMax);

const status = z.object({
	_id: z.string(),
	type: z.literal('status'),
	schema,
	till,
	at: instant,
	version: z.string(),
	/** Entries that wait to be sent, and entries the server refused. */
	waitingCount: count,
	refusedCount: count,
	/** When the till last knew its catalogue to be the server's; absent before the first time. */
	catalogueAsOf: instant.optional(),
	/** Each device by name, and what state it is in. */
	devices: z.record(z.string(), z.string()),
	/** Codes that several goods claim, so that cashiers are asked which is meant: the first of them, and how many there are. */
	sharedCodes: z.array(z.object({code: z.string(), products: z.array(z.string())})).optional(),
	sharedCodeCount: count.optional(),
	/** Documents of the catalogue that the till does not use as they are, and why: the first of them, and how many there are. */
	setAside: z
		.array(z.object({id: told, field: told, reason: told}))
		.max(faultsToldMax)
		.optional(),
	setAsideCount: count.optional(),
	/** How far the till's clock is ahead of the server's, or behind when negative; absent up to two minutes. */
	clockAheadMinutes: z.number().int().optional(),
	/** What is wrong between the till and the server, in sentences; absent when nothing is. */
	problem: z.string().optional(),
});

const refused = z.object({
	_id: z.string(),
	type: z.literal('refused'),
	schema,
	till,
	at: instant,
	/** The server's own words. */
	reason: z.string(),
	entry: z.string(),
	content: z.record(z.string(), z.unknown()),
});

const head = z.object({
	_id: z.string(),
	type: z.literal('head'),
	schema,
	till,
	at: instant,
	/** 0 when not even the first entry is held. */
	entry: count,
	/** Digest of that entry; zeros before the first. */
	digest: z.string().regex(/^[0-9a-f]{64}$/, 'is 64 hex digits'),
});

const notice = z.object({
	_id: z.string(),
	type: z.literal('notice'),
	schema,
	till,
	at: instant,
	/** Polish first, English beside it. */
	messages: z.array(z.object({pl: z.string(), en: z.string()})),
});

const parked = z.object({
	_id: z.string(),
	type: z.literal('parked'),
	schema,
	/** The till that put it aside, and what people call that till. */
	till,
	tillName: z.string().min(1).max(120),
	parkedAt: instant,
	/** Who put it aside. */
	seller: z.object({id: z.string().min(1), name: z.string().min(1)}),
	basket: parkedBasket,
	/** The till that takes it up; absent while nobody does. */
	claimedBy: z.object({till, tillName: z.string().min(1).max(120), at: instant}).optional(),
});

/** By type. */
export const tillsSchemas = {status, refused, head, notice, parked} as const;

export type TillStatus = z.infer<typeof status>;
export type RefusedCopy = z.infer<typeof refused>;
export type TillHead = z.infer<typeof head>;
export type TillNotice = z.infer<typeof notice>;
export type ParkedSale = z.infer<typeof parked>;
export type TillsDocument = TillStatus | RefusedCopy | TillHead | TillNotice | ParkedSale;

/** What a document of the `tills` database says. */
export function readTillsDocument(document: Readonly<Record<string, unknown>>): Result<TillsDocument, DocumentFault> {
	const {type} = document;
	if (typeof type !== 'string' || !Object.hasOwn(tillsSchemas, type)) {
		return fail({code: 'unknown-type', field: 'type', reason: `is ${JSON.stringify(type)}`});
	}
	const {schema: version} = document;
	if (typeof version === 'number' && version > tillsSchema) {
		return fail({code: 'newer-schema', field: 'schema', reason: `is ${version}`});
	}
	const parsed: z.ZodSafeParseResult<TillsDocument> =
		tillsSchemas[type as keyof typeof tillsSchemas].safeParse(document);
	return parsed.success ? ok(parsed.data) : fail(documentFault(parsed.error));
}

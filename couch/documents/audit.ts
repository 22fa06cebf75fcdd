/**
 * The `audit` database: what the conflict watcher found, with all contents it is about.
 *
 *   difference:<entry id>:<rev>   one entry, two contents
 *   malformed:<entry id>:<rev>    a digest that is not the content's, or sums that do not add up
 *   fork:<till>:<number>          a book that goes on in more than one way; all of it is kept and counted
 *   gap:<till>:<number>           numbers missing from a book, up to this one; closed by the watcher when they come
 *   late:<till>:<month>:<n>       entries that came after their month was closed; stored and counted all the same
 *   over-returned:<receipt id>:<line>:<n>
 *                                 more came back of a receipt's line than was sold on it
 *   flood:<till>:<day>[:<n>]      more differences or malformed entries than anybody could look at; the till's user is
 *                                 suspended
 *
 *   open ──a manager, with a reason──► closed          the watcher never opens a report again
 *
 * A difference is `undecided` while nothing tells which content was first, `retired` once the other one is the original
 * and this one has been taken out of sight, `kept` when this one turned out to be the original or may not be retired.
 */
import {entryNumberText} from '../../till/domain/chain.ts';
import {fail, ok, type Result} from '../../till/domain/result.ts';
import {type DocumentFault, documentFault, z} from './schema.ts';

export const auditSchema = 1;

export function differenceId({entry, rev}: {entry: string; rev: string}): string {
	return `difference:${entry}:${rev}`;
}
export function malformedId({entry, rev}: {entry: string; rev: string}): string {
	return `malformed:${entry}:${rev}`;
}

/** By the number as it is in the ids of entries: reports of a till come in the order of its book. */
export function forkId({till, number}: {till: string; number: number}): string {
	return `fork:${till}:${entryNumberText(number)}`;
}
export function gapId({till, to}: {till: string; to: number}): string {
	return `gap:${till}:${entryNumberText(to)}`;
}
/** `sequence` from 1, here and below: what comes after a report was closed is another report. */
export function lateId({till, month, sequence}: {till: string; month: string; sequence: number}): string {
	return `late:${till}:${month}:${sequence}`;
}
export function overReturnedId({receipt, line, sequence}: {receipt: string; line: number; sequence: number}): string {
	return `over-returned:${receipt}:${line}:${sequence}`;
}
export function floodId({till, day, sequence = 1}: {till: string; day: string; sequence?: number}): string {
	return sequence === 1 ? `flood:${till}:${day}` : `flood:${till}:${day}:${sequence}`;
}

/** What tells at a glance what a report is about, in the order in which it is read. */
const firstFields = [
	'_id',
	'_rev',
	'type',
	'state',
	'closed',
	'till',
	'number',
	'reportedAt',
	'verdict',
	'money',
	'fields',
	'faults',
	'evidence',
	'unnamedBranchCount',
	'furtherReturnCount',
	'line',
	'name',
	'exceeded',
];
/** Whole contents, and what holds them. */
const lastFields = ['furtherBranches', 'branches', 'returns', 'original', 'resubmission', 'content'];

/**
 * The same report with what is short before what is long: servers keep the order of fields, and Fauxton shows it as it is
 * stored, from the top.
 */
export function inReadingOrder<Report extends object>(report: Report): Report {
	const rankOf = (field: string): number => {
		if (lastFields.includes(field)) return firstFields.length + 1 + lastFields.indexOf(field);
		return firstFields.includes(field) ? firstFields.indexOf(field) : firstFields.length;
	};
	const fields = Object.entries(report).map(([field, value]): [string, unknown] => {
		if (field === 'content' || !lastFields.includes(field)) return [field, value];
		return [field, Array.isArray(value) ? value.map(contentLast) : contentLast(value)];
	});
	return Object.fromEntries(fields.sort(([left], [right]) => rankOf(left) - rankOf(right))) as Report;
}

/** Of one side of a difference, or one branch of a fork. */
function contentLast(side: unknown): unknown {
	if (typeof side !== 'object' || side === null || !('content' in side)) return side;
	const {content: whole, ...rest} = side;
	return {...rest, content: whole};
}

const instant = z.iso.datetime({offset: true});
const content = z.record(z.string(), z.unknown());
const count = z.number().int().min(0);

const reportHead = {
	_id: z.string(),
	schema: z.literal(auditSchema),
	/** The entry that it is about, or that showed it; the till, and the number in its book. */
	entry: z.string(),
	till: z.string(),
	number: z.number().int(),
	/** The receipts database it was found in. */
	database: z.string(),
	reportedAt: instant,
	state: z.enum(['open', 'closed']),
	closed: z.object({by: z.string(), at: instant, reason: z.string().min(1)}).optional(),
};

const side = z.object({
	rev: z.string(),
	/** The receipts database this content stands in. */
	database: z.string(),
	/** Null when the server no longer has it, or where a report says so. */
	content: content.nullable(),
	/** Who is written in it, and when it says it was written. */
	cashier: z.string().optional(),
	writtenAt: z.string().optional(),
});

const difference = z.object({
	...reportHead,
	type: z.literal('difference'),
	verdict: z.enum(['undecided', 'retired', 'kept']),
	/** While undecided: the content that is read at the moment. */
	original: side,
	/** The content whose revision is in the report's id. */
	resubmission: side,
	/** JSON pointers of the first fields in which they differ; of what is too long to be named, what holds it. */
	fields: z.array(z.string()),
	/** How many more there are; absent where there are none. */
	furtherFieldCount: count.optional(),
	/** The resubmission's money less the original's. */
	money: z.object({
		totalGrosze: z.number().int(),
		vat: z.array(z.object({letter: z.string(), grossGrosze: z.number().int(), vatGrosze: z.number().int()})),
	}),
});

const malformed = z.object({
	...reportHead,
	type: z.literal('malformed'),
	rev: z.string(),
	content,
	faults: z.array(z.object({field: z.string(), reason: z.string()})).min(1),
});

const fork = z.object({
	...reportHead,
	type: z.literal('fork'),
	/**
	 * `same-predecessor`: two entries come after the same one: two machines under one name, or one that was put back to an
	 * older disk. `other-predecessor`: an entry comes after one that the server does not have.
	 */
	evidence: z.enum(['same-predecessor', 'other-predecessor']),
	/** What was found first at the number, each with the id it stands under; within bounds with its content. */
	branches: z.array(side.extend({entry: z.string()})).min(1),
	/** Branches that came when the report was full, by name. */
	furtherBranches: z.array(z.object({entry: z.string(), rev: z.string(), database: z.string()})).optional(),
	/** How many more there are that stand nowhere in this report; absent where there are none. */
	unnamedBranchCount: count.optional(),
});

const gap = z.object({
	...reportHead,
	type: z.literal('gap'),
	/** The numbers that are missing, both ends included. The first one moves up as entries arrive, and is `number` too. */
	from: z.number().int().min(1),
	to: z.number().int().min(1),
	/** When the watcher first saw `entry`, the one after the gap or, where it had been there, the one that is gone. */
	noticedAt: instant,
});

const late = z.object({
	...reportHead,
	type: z.literal('late'),
	/** The month that was closed, and when. */
	month: z.string(),
	closedAt: instant,
	/**
	 * The first and the last number of each run of entries that came later, lowest first; no number is in two reports.
	 * A report that is full stays as it is, and the next one goes on.
	 */
	numbers: z.array(z.tuple([z.number().int(), z.number().int()])).min(1),
	/** How many they are, and what the receipts among them come to, less the returns. */
	entryCount: z.number().int().min(1),
	dueGrosze: z.number().int(),
});

/** Of one line; of the two quantities the one that is not its unit's is 0. */
const lineAmounts = {
	pieces: z.number().int(),
	weightGrams: z.number().int(),
	totalGrosze: z.number().int(),
	depositsGrosze: z.number().int(),
};

const overReturned = z.object({
	...reportHead,
	type: z.literal('over-returned'),
	/** The line's number on the receipt, which is `entry`; 0 for all lines together that it does not have. */
	line: z.number().int(),
	/** The good that was sold there, or the one that came back where no such line was sold. */
	product: z.string(),
	name: z.string(),
	/** What comes to more than was sold; `product`, `vat`: another good or VAT letter than was sold there. */
	exceeded: z.array(z.enum(['pieces', 'weightGrams', 'totalGrosze', 'depositsGrosze', 'product', 'vat'])).min(1),
	sold: z.object(lineAmounts),
	/** Together with those of closed reports of the line. */
	returned: z.object(lineAmounts),
	/**
	 * The returns that no closed report of the line holds, each with what came back of the line. Beyond so many bytes their
	 * contents stay where they are.
	 */
	returns: z.array(side.extend({entry: z.string(), ...lineAmounts})).min(1),
	/** How many more there are that this report has no room for; once it is closed, the next report has them. */
	furtherReturnCount: count.optional(),
	/** What was given back beyond what was paid, where it is about money. */
	money: z.object({totalGrosze: z.number().int()}),
});

const flood = z.object({
	...reportHead,
	type: z.literal('flood'),
	/** `YYYY-MM-DD` in the shop. */
	day: z.string(),
	/** What was too much first. `contents`: of one entry. `differences`, `malformed`: of one till on one day. */
	reason: z.enum(['contents', 'differences', 'malformed']),
	/** The first content that has no report of its own. */
	resubmission: side,
	/**
	 * The first and the last number of each run of entries with a content that has no report of its own, lowest first. Of
	 * too many runs those that are next to each other are one, and then there are other entries among them.
	 */
	numbers: z.array(z.tuple([z.number().int(), z.number().int()])).optional(),
	/**
	 * Whether the till's user is kept out: `due` until it is done, `in force` until a manager closes the report, `lifted`
	 * afterwards; `not allowed` when the watcher may not change users.
	 */
	suspension: z.enum(['due', 'in force', 'lifted', 'not allowed']),
});

/** By type. */
export const auditSchemas = {
	difference,
	malformed,
	fork,
	gap,
	late,
	'over-returned': overReturned,
	flood,
} as const;

export const auditTypes = Object.keys(auditSchemas) as readonly (keyof typeof auditSchemas)[];

export type DifferenceReport = z.infer<typeof difference>;
export type DifferenceSide = z.infer<typeof side>;
export type MalformedReport = z.infer<typeof malformed>;
export type ForkReport = z.infer<typeof fork>;
export type GapReport = z.infer<typeof gap>;
export type LateReport = z.infer<typeof late>;
export type OverReturnedReport = z.infer<typeof overReturned>;
export type FloodReport = z.infer<typeof flood>;
export type AuditReport = z.infer<(typeof auditSchemas)[keyof typeof auditSchemas]>;

export function readAuditReport(document: Readonly<Record<string, unknown>>): Result<AuditReport, DocumentFault> {
	const {type, schema} = document;
	if (typeof type !== 'string' || !Object.hasOwn(auditSchemas, type)) {
		return fail({code: 'unknown-type', field: 'type', reason: `is ${JSON.stringify(type)}`});
	}
	if (typeof schema === 'number' && schema > auditSchema) {
		return fail({code: 'newer-schema', field: 'schema', reason: `is ${schema}`});
	}
	const parsed = auditSchemas[type as keyof typeof auditSchemas].safeParse(document);
	return parsed.success ? ok(parsed.data) : fail(documentFault(parsed.error));
}

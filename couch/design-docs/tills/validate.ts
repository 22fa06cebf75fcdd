/**
 * Who says what in the `tills` database.
 *
 *   status:<till>, refused:<till>:…   that till, of itself
 *   head:<till>, notice:<till>        the watcher
 *   parked:<till>:<share>             that till puts it there; any till claims what nobody has claimed, and changes nothing
 *                                     else of it; whoever claimed it deletes it
 *   all of them                       _admin, and a replicator that copies them
 */
import {faultLengthMax, faultsToldMax} from '../../documents/limits.ts';
import {
	type Check,
	digest,
	instant,
	list,
	matching,
	notTooDeep,
	object,
	optional,
	refuse,
	text,
	tillId,
	whole,
} from '../check.ts';
import {type Document, hasRole, type UserContext} from '../context.ts';

// What a document has for an id or a field, of which there may be any.
const told = matching(
	new RegExp(`^[^]{0,${faultLengthMax}}$`),
	`is not a text of at most ${faultLengthMax} characters`,
);
const claim = object({till: tillId, tillName: text(120), at: instant});

const shapes: Readonly<Record<string, Check>> = {
	status: object({
		till: tillId,
		at: instant,
		setAside: optional(list(object({id: told, field: told, reason: told}), {lengthMax: faultsToldMax})),
		setAsideCount: optional(whole(0, Number.MAX_SAFE_INTEGER)),
	}),
	refused: object({till: tillId, at: instant, reason: text(10_000), entry: text(100), content: object({})}),
	head: object({till: tillId, at: instant, entry: whole(0, 99_999_999), digest}),
	notice: object({till: tillId, at: instant, messages: list(object({pl: text(1000), en: text(1000)}))}),
	parked: object({
		till: tillId,
		tillName: text(120),
		parkedAt: instant,
		seller: object({id: text(100), name: text(200)}),
		basket: object({saleId: text(100), lines: list(object({}), {lengthMax: 1000})}),
		claimedBy: optional(claim),
	}),
};

/** What a claim changes; `_revisions` is how the server tells a validator of ancestors. */
const claimFields = ['_rev', '_revisions', 'claimedBy'];

export function validate(newDoc: Document, oldDoc: Document | null, userCtx: UserContext): void {
	const [type = '', subject = ''] = newDoc._id.split(':');
	const shape = Object.keys(shapes).indexOf(type) !== -1 ? shapes[type] : undefined;
	if (shape === undefined || subject === '') refuse('_id', 'is not one of status, refused, head, notice, parked');
	const isCopied = hasRole(userCtx, '_admin', 'replicator');
	if (!isCopied) {
		if (userCtx.name === null) throw {unauthorized: '_id: log in first'};
		const ofWatcher = type === 'head' || type === 'notice';
		if (ofWatcher && !hasRole(userCtx, 'watcher')) refuse('_id', `only the watcher writes ${type}`);
		if (!ofWatcher && !hasRole(userCtx, 'till')) refuse('_id', `only tills write ${type}`);
		if (!ofWatcher && type !== 'parked' && subject !== userCtx.name) {
			refuse('_id', `${userCtx.name} does not speak for ${subject}`);
		}
	}
	if (!newDoc._deleted) {
		if (newDoc['type'] !== type) refuse('type', `is not ${type}`);
		if (newDoc['schema'] !== 1) refuse('schema', 'is not 1');
		notTooDeep(newDoc);
		shape(newDoc, '');
		if (newDoc['till'] !== subject) refuse('till', `is not ${subject}`);
	}
	if (type === 'parked' && !isCopied) mayBeParked(newDoc, oldDoc, userCtx.name as string);
}

/** Two tills never have one basket, whatever either of them believes. */
function mayBeParked(newDoc: Document, oldDoc: Document | null, till: string): void {
	const claimant = claimantOf(newDoc);
	if (!oldDoc || oldDoc._deleted) {
		if (newDoc._deleted) refuse('_deleted', 'nobody has claimed it');
		if (newDoc['till'] !== till) refuse('till', `${till} does not speak for ${newDoc['till']}`);
		if (claimant !== undefined) refuse('claimedBy', 'comes with the second revision');
		if (newDoc._revisions && newDoc._revisions.start !== 1) refuse('_rev', 'a basket is put aside in generation 1');
		return;
	}
	const former = claimantOf(oldDoc);
	if (newDoc._deleted) {
		if (former === undefined) refuse('_deleted', 'nobody has claimed it');
		if (former !== till) refuse('_deleted', `${former} has claimed it`);
		return;
	}
	if (former !== undefined) refuse('claimedBy', `${former} has claimed it`);
	if (claimant !== till) refuse('claimedBy', `is not ${till}`);
	const changed = fieldsOf(newDoc, oldDoc).filter(
		field => claimFields.indexOf(field) === -1 && !isSame(newDoc[field], oldDoc[field]),
	);
	if (changed.length > 0) refuse(changed.join(', '), 'is not changed by a claim');
}

function claimantOf(doc: Document): unknown {
	const claimed = doc['claimedBy'];
	return typeof claimed === 'object' && claimed !== null ? (claimed as {readonly till?: unknown}).till : undefined;
}

function fieldsOf(one: object, other: object): readonly string[] {
	return Object.keys(Object.assign({}, one, other));
}

/** In whatever order the members of an object come. */
function isSame(one: unknown, other: unknown): boolean {
	if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return one === other;
	if (Array.isArray(one) !== Array.isArray(other)) return false;
	const members = one as Readonly<Record<string, unknown>>;
	const others = other as Readonly<Record<string, unknown>>;
	return fieldsOf(members, others).every(name => isSame(members[name], others[name]));
}

/**
 * Who says what in the `tills` database.
 *
 *   status:<till>, refused:<till>:…   that till, of itself
 *   head:<till>, notice:<till>        the watcher
 *   parked:<id>                       any till
 *   all of them                       _admin, and a replicator that copies them
 */
import {type Check, digest, instant, list, notTooDeep, object, refuse, text, tillId, whole} from '../check.ts';
import {type Document, hasRole, type UserContext} from '../context.ts';

const head = {till: tillId, at: instant};

const shapes: Readonly<Record<string, Check>> = {
	status: object(head),
	refused: object({till: tillId, at: instant, reason: text(10_000), entry: text(100), content: object({})}),
	head: object({till: tillId, at: instant, entry: whole(0, 99_999_999), digest}),
	notice: object({till: tillId, at: instant, messages: list(object({pl: text(1000), en: text(1000)}))}),
	parked: object({}),
};

export function validate(newDoc: Document, _oldDoc: Document | null, userCtx: UserContext): void {
	const [type = '', subject = ''] = newDoc._id.split(':');
	const shape = Object.keys(shapes).indexOf(type) !== -1 ? shapes[type] : undefined;
	if (shape === undefined || subject === '') refuse('_id', 'is not one of status, refused, head, notice, parked');
	if (!hasRole(userCtx, '_admin', 'replicator')) {
		if (userCtx.name === null) throw {unauthorized: '_id: log in first'};
		const ofWatcher = type === 'head' || type === 'notice';
		if (ofWatcher && !hasRole(userCtx, 'watcher')) refuse('_id', `only the watcher writes ${type}`);
		if (!ofWatcher && !hasRole(userCtx, 'till')) refuse('_id', `only tills write ${type}`);
		if (!ofWatcher && type !== 'parked' && subject !== userCtx.name) {
			refuse('_id', `${userCtx.name} does not speak for ${subject}`);
		}
	}
	if (newDoc._deleted) return;
	if (newDoc['type'] !== type) refuse('type', `is not ${type}`);
	if (newDoc['schema'] !== 1) refuse('schema', 'is not 1');
	notTooDeep(newDoc);
	shape(newDoc, '');
	if (type !== 'parked' && newDoc['till'] !== subject) refuse('till', `is not ${subject}`);
}

/**
 * A compiled validator is tried on its samples before it is written, because a server does not look at it until the
 * first write, and then a broken one turns every document away.
 */
import {type CompiledFolder, evaluate, type ValidatorCall} from './compile.ts';

type Validator = (newDoc: unknown, oldDoc: unknown, userCtx: unknown, security: unknown) => void;

/** What the validator says to a call: nothing, or what it threw. */
export function answerOf(source: string, {newDoc, oldDoc, userCtx}: ValidatorCall): {readonly thrown?: unknown} {
	const validate = evaluate(source) as Validator;
	try {
		validate(newDoc, oldDoc, userCtx, {});
		return {};
	} catch (thrown) {
		return {thrown};
	}
}

/** True for the only two things a validator may throw: one key, and a sentence under it. */
export function isRefusal(thrown: unknown): thrown is {forbidden: string} | {unauthorized: string} {
	if (typeof thrown !== 'object' || thrown === null) return false;
	const [[key, reason] = [], ...others] = Object.entries(thrown);
	return others.length === 0 && (key === 'forbidden' || key === 'unauthorized') && typeof reason === 'string';
}

/** What is wrong with the validator of a design document; nothing when it may be written. */
export function tryValidator({document, samples}: CompiledFolder): readonly string[] {
	const {_id: id, validate_doc_update: source} = document;
	if (source === undefined || samples === undefined) return [];
	if (samples.accepted.length === 0 || samples.refused.length === 0) {
		return [`${id} has no sample of a document it accepts, or none of one it refuses`];
	}
	try {
		if (typeof evaluate(source) !== 'function') return [`the validator of ${id} is not a function`];
	} catch (thrown) {
		return [`the validator of ${id} cannot be read: ${thrown}`];
	}
	const accepted = samples.accepted.flatMap((call, index) => {
		const {thrown} = answerOf(source, call);
		return thrown === undefined ? [] : [`${id} refuses accepted sample ${index}: ${JSON.stringify(thrown)}`];
	});
	const refused = samples.refused.flatMap((call, index) => {
		const {thrown} = answerOf(source, call);
		if (isRefusal(thrown)) return [];
		return [`${id} answers ${JSON.stringify(thrown) ?? 'nothing'} to refused sample ${index}`];
	});
	return [...accepted, ...refused];
}

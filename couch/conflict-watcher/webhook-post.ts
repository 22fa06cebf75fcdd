/** One report told to an address outside, once: it is taken, or it is not, and why. */
import {fail, ok, type Result} from '../../till/domain/result.ts';
import type {Told} from './told.ts';

const timeoutMs = 10_000;
/** What is wrong with this report, and would be with no other. */
const refusals: ReadonlySet<number> = new Set([400, 413, 422]);

export interface WebhookAddress {
	readonly url: string;
	/** Without a password, and without the path: tokens stand in paths. */
	readonly shown: string;
	/** What name and password in the address come to. */
	readonly authorization?: string;
}

export function readWebhookAddress(text: string): Result<WebhookAddress, {readonly reason: string}> {
	if (!URL.canParse(text)) return fail({reason: 'is no address'});
	const url = new URL(text);
	if (!['http:', 'https:'].includes(url.protocol)) return fail({reason: 'is neither http:// nor https://'});
	const {username, password, origin} = url;
	url.username = '';
	url.password = '';
	url.hash = '';
	const address = {url: url.href, shown: origin};
	if (username === '') return ok(address);
	const credentials = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
	return ok({...address, authorization: `Basic ${Buffer.from(credentials).toString('base64')}`});
}

export type PostOutcome =
	| {readonly kind: 'taken'}
	/** `refused`: the receiver has something against this report. `failed`: anything else, and time may help. */
	| {readonly kind: 'refused' | 'failed'; readonly reason: string};

/** Redirections are not followed: a report goes where it was told to go, or nowhere. */
export async function postReport(
	{url, authorization}: WebhookAddress,
	told: Told,
	stopping: AbortSignal,
): Promise<PostOutcome> {
	try {
		const response = await fetch(url, {
			method: 'POST',
			headers: {
				'content-type': 'application/json',
				// The same for every sending of a report, so that the receiver can tell a repeat.
				'idempotency-key': told.id,
				...(authorization === undefined ? {} : {authorization}),
			},
			body: JSON.stringify(told),
			redirect: 'manual',
			signal: AbortSignal.any([stopping, AbortSignal.timeout(timeoutMs)]),
		});
		// However much it has to say, nobody reads it.
		await response.body?.cancel();
		if (response.ok) return {kind: 'taken'};
		const kind = refusals.has(response.status) ? 'refused' : 'failed';
		return {kind, reason: `it answered ${response.status}`};
	} catch (error) {
		return {kind: 'failed', reason: reasonOf(error)};
	}
}

/** `fetch` says only that it failed; why is in the cause. */
function reasonOf(error: unknown): string {
	const {message, cause} = error as Error;
	return cause instanceof Error && cause.message !== '' ? cause.message : message;
}

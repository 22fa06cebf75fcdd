/**
 * Update sequences as clients see them: the number of the change, and the id of the database it belongs to.
 *
 * A sequence of another database, such as one of the same name that was deleted and made again, means the beginning:
 * the reader has seen nothing of this one.
 */
import {badRequest} from './errors.ts';

export function writeSequence(number: number, databaseUuid: string): string {
	return `${number}-${databaseUuid}`;
}

export function readSequence(
	since: string,
	databaseUuid: string,
	latest: () => Promise<number>,
): number | Promise<number> {
	const text = since.replace(/^"(.*)"$/, '$1');
	if (text === '0') {
		return 0;
	}
	if (text === 'now') {
		return latest();
	}
	const [, number, uuid] = /^(\d+)-([0-9a-f]{32})$/.exec(text) ?? [];
	if (number === undefined) {
		throw badRequest("Malformed sequence supplied in 'since' parameter.");
	}
	return uuid === databaseUuid ? Number(number) : 0;
}

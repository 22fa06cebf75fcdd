import {createHash} from 'node:crypto';

/** The hash of the chain, which the domain takes as an argument. */
export function sha256(text: string): string {
	return createHash('sha256').update(text, 'utf8').digest('hex');
}

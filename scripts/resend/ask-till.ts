/** Asks a running till to send a period again, and waits for as long as that takes and the till lives. */
import {request} from 'node:http';
import {type ResendAnswer, resendPath} from '../../till/api/tools.ts';
import type {Period} from '../../till/domain/period.ts';
import type {TillAddress} from '../../till/server/address-file.ts';

export type TillWord =
	| {readonly kind: 'answered'; readonly answer: ResendAnswer}
	/** It is not there, it hung up, or somebody else is at its address. */
	| {readonly kind: 'no-answer'; readonly reason: string};

export function askTill({url, token}: TillAddress, {from, to}: Period): Promise<TillWord> {
	return new Promise(resolve => {
		const silent = (reason: string) => resolve({kind: 'no-answer', reason});
		const asking = request(
			new URL(resendPath, url),
			{method: 'POST', agent: false, headers: {'content-type': 'application/json', 'x-ostoja-token': token}},
			response => {
				let text = '';
				response.setEncoding('utf8');
				response.on('data', (part: string) => {
					text += part;
				});
				response.once('error', error => silent(error.message));
				response.once('end', () => {
					const answer = readAnswer(text);
					// 403 and 421 come from a till that was started anew, or from another program on its port.
					const isForUs = response.statusCode === 200 || response.statusCode === 502 || response.statusCode === 400;
					if (isForUs && answer !== undefined) resolve({kind: 'answered', answer});
					else silent(`the answer was ${response.statusCode}`);
				});
			},
		);
		asking.once('error', error => silent(error.message));
		asking.end(JSON.stringify({from, to}));
	});
}

function readAnswer(text: string): ResendAnswer | undefined {
	try {
		const answer: unknown = JSON.parse(text);
		return isAnswer(answer) ? answer : undefined;
	} catch {
		// Not JSON: it is not the till that answers here.
		return undefined;
	}
}

function isAnswer(value: unknown): value is ResendAnswer {
	if (typeof value !== 'object' || value === null || !('ok' in value)) return false;
	return value.ok === true ? 'report' in value && 'till' in value : 'reason' in value;
}

/** Asks a running till what its door for tools answers, and waits for as long as that takes and the till lives. */
import {request} from 'node:http';
import type {TillAddress} from '../../till/server/address-file.ts';

export type TillWord<Answer> =
	| {readonly kind: 'answered'; readonly answer: Answer | Failed}
	/** It is not there, it hung up, or somebody else is at its address. */
	| {readonly kind: 'no-answer'; readonly reason: string};

interface Failed {
	readonly ok: false;
	readonly reason: string;
}

export interface Question<Answer> {
	readonly path: string;
	readonly body: object;
	/** Whether what came back says what was asked for. */
	readonly isAnswer: (value: Readonly<Record<string, unknown>>) => value is Answer & Record<string, unknown>;
}

export function askTill<Answer>(
	{url, token}: TillAddress,
	{path, body, isAnswer}: Question<Answer>,
): Promise<TillWord<Answer>> {
	return new Promise(resolve => {
		const silent = (reason: string) => resolve({kind: 'no-answer', reason});
		const asking = request(
			new URL(path, url),
			{method: 'POST', agent: false, headers: {'content-type': 'application/json', 'x-ostoja-token': token}},
			response => {
				let text = '';
				response.setEncoding('utf8');
				response.on('data', (part: string) => {
					text += part;
				});
				response.once('error', error => silent(error.message));
				response.once('end', () => {
					const answer = fieldsIn(text);
					// 403 and 421 come from a till that was started anew, or from another program on its port.
					const isForUs = response.statusCode === 200 || response.statusCode === 502 || response.statusCode === 400;
					if (isForUs && answer !== undefined && (isFailed(answer) || isAnswer(answer))) {
						resolve({kind: 'answered', answer});
					} else silent(`the answer was ${response.statusCode}`);
				});
			},
		);
		asking.once('error', error => silent(error.message));
		asking.end(JSON.stringify(body));
	});
}

function fieldsIn(text: string): Readonly<Record<string, unknown>> | undefined {
	try {
		const answer: unknown = JSON.parse(text);
		const hasFields = typeof answer === 'object' && answer !== null;
		return hasFields ? (answer as Readonly<Record<string, unknown>>) : undefined;
	} catch {
		// Not JSON: it is not the till that answers here.
		return undefined;
	}
}

function isFailed(answer: Readonly<Record<string, unknown>>): answer is Failed & Record<string, unknown> {
	return answer['ok'] === false && typeof answer['reason'] === 'string';
}

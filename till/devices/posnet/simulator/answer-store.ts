/** The last answers by token, for `rpt`: 32 of them and at most 1 KiB, in working memory only. */
export interface AnswerStore {
	keep(token: string, answer: Uint8Array): void;
	find(token: string): Uint8Array | undefined;
	clear(): void;
}

const answersMax = 32;
const bytesMax = 1024;

export function createAnswerStore(): AnswerStore {
	let kept: {readonly token: string; readonly answer: Uint8Array}[] = [];
	return {
		keep(token, answer) {
			kept = [...kept.filter(each => each.token !== token), {token, answer}];
			while (kept.length > answersMax || bytesOf(kept) > bytesMax) kept.shift();
		},
		find: token => kept.find(each => each.token === token)?.answer,
		clear() {
			kept = [];
		},
	};
}

function bytesOf(kept: readonly {readonly answer: Uint8Array}[]): number {
	return kept.reduce((sum, {answer}) => sum + answer.length, 0);
}

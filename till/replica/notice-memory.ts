/** The server's notice in `state.sqlite`. Written only when it is another one: it is read far more often than it changes. */
import {isDeepStrictEqual} from 'node:util';
import type {Sqlite} from '../../couch/store/sqlite.ts';
import type {HeldNotice, NoticeMemory} from './replica.ts';
import {forgetFact, readFact, writeFact} from './state-file.ts';

const fact = 'notice';

export function openNoticeMemory(state: Sqlite): NoticeMemory {
	let held = readFact<HeldNotice>(state, fact);
	return {
		held: () => held,
		keep(notice) {
			if (isDeepStrictEqual(notice, held)) return;
			if (notice === undefined) forgetFact(state, fact);
			else writeFact(state, fact, notice);
			held = notice;
		},
	};
}

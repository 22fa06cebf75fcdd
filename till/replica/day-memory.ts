/**
 * What a day leaves to the next, in `state.sqlite`: a fact of its own, written only when it is another one.
 *
 * Where it is lost with its file, printers are taken as they are found and a manager is asked again; the book has what
 * was confirmed.
 */
import {isDeepStrictEqual} from 'node:util';
import type {Sqlite} from '../../couch/store/sqlite.ts';
import {type DayMemory, nothingRemembered} from '../domain/day-start.ts';
import type {DayMemoryKeeper} from './replica.ts';
import {readFact, writeFact} from './state-file.ts';

const fact = 'day';

export function openDayMemory(state: Sqlite): DayMemoryKeeper {
	let held = readFact<DayMemory>(state, fact) ?? nothingRemembered;
	return {
		held: () => held,
		keep(memory) {
			if (isDeepStrictEqual(memory, held)) return;
			writeFact(state, fact, memory);
			held = memory;
		},
	};
}

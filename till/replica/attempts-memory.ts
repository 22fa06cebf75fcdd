/**
 * Wrong attempts at PINs and badges, in `state.sqlite`: a fact of its own that is there only while there are any, so that
 * whoever types the right PIN at once costs no write.
 *
 * Where it is lost with its file, everybody has all attempts again.
 */
import type {Sqlite} from '../../couch/store/sqlite.ts';
import type {AttemptsMemory, HeldAttempts} from './replica.ts';
import {forgetFact, readFact, writeFact} from './state-file.ts';

const fact = 'attempts';

export function openAttemptsMemory(state: Sqlite): AttemptsMemory {
	return {
		held: () => readFact<readonly HeldAttempts[]>(state, fact) ?? [],
		keep(attempts) {
			if (attempts.length === 0) forgetFact(state, fact);
			else writeFact(state, fact, attempts);
		},
	};
}

/** The journal in `state.sqlite`: the latest state of every unfinished sale, in the order in which they began. */
import type {Sqlite} from '../../couch/store/sqlite.ts';
import type {Journal} from './replica.ts';

export function openJournal(state: Sqlite): Journal {
	return {
		write(saleId, job) {
			state.run(
				'INSERT INTO journal (saleId, state) VALUES (?, ?) ON CONFLICT (saleId) DO UPDATE SET state = excluded.state',
				saleId,
				JSON.stringify(job),
			);
		},
		done(saleId) {
			state.run('DELETE FROM journal WHERE saleId = ?', saleId);
		},
		unfinished() {
			return state
				.all('SELECT saleId, state FROM journal ORDER BY began')
				.map(row => ({saleId: String(row['saleId']), state: JSON.parse(String(row['state']))}));
		},
	};
}

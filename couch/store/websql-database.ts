/**
 * The `websql` library's database over our engine, with the places mended where it would lose a write or stand still.
 *
 * The library ignores what END answers, so a commit that a full disk refused would be acknowledged; it forgets a
 * transaction whose function throws, and with it every transaction after; and where PouchDB reads a document it
 * passes no error callback, so that a failed read would never answer.
 */
import customOpenDatabase, {type WebSqlDatabase} from 'websql/lib/custom.js';
import {Engine, throwLater} from './engine.ts';

export type Database = WebSqlDatabase<Engine> & {
	/** Runs `call`; a transaction it starts without an error callback reports to `failed`. */
	reportingTo<Value>(failed: (error: unknown) => void, call: () => Value): Value;
	/** Closes the file between two transactions and then runs `afterwards`, before the next one. */
	close(afterwards?: () => void): Promise<void>;
};

const rollback = [{sql: 'ROLLBACK;', args: []}];
const commit = [{sql: 'END;', args: []}];

export function openDatabase(options: {readonly file: string; readonly sizeBytesMax?: number}): Database {
	class FileEngine extends Engine {
		constructor() {
			super(options);
		}
	}
	const database = customOpenDatabase(FileEngine)(options.file, 1, '', 1);
	const createTransaction = database._createTransaction.bind(database);
	let silent: (error: unknown) => void = throwLater;

	function complete(error: unknown): void {
		const task = database._currentTask;
		if (task === null) {
			return;
		}
		const settle = () => (error === null ? task.successCallback() : task.errorCallback(error));
		try {
			settle();
		} catch (thrown) {
			throwLater(thrown);
		}
		database._running = false;
		database._currentTask = null;
		database._runNextTransaction();
	}

	return Object.assign(database, {
		_createTransaction: ((readOnly, run, failed = silent, succeeded) => {
			const guarded: typeof run = transaction => {
				try {
					run(transaction);
				} catch (thrown) {
					transaction._error = thrown;
					throwLater(thrown);
				}
			};
			createTransaction(readOnly, guarded, failed, succeeded);
		}) satisfies Database['_createTransaction'],

		_onTransactionComplete(error: unknown) {
			const failure = error ?? null;
			if (database._currentTask?.readOnly === true) {
				complete(failure);
			} else if (failure !== null) {
				database._db.exec(rollback, false, () => complete(failure));
			} else {
				database._db.exec(commit, false, (_, results) => complete(results?.[0]?.error ?? null));
			}
		},

		reportingTo<Value>(failed: (error: unknown) => void, call: () => Value): Value {
			const before = silent;
			silent = failed;
			try {
				return call();
			} finally {
				silent = before;
			}
		},

		close: (afterwards: () => void = () => undefined) =>
			new Promise<void>((resolve, reject) => {
				const nothing = () => undefined;
				database.readTransaction(nothing, reject, () => {
					const closed = database._db.close();
					try {
						afterwards();
						closed.then(resolve, reject);
					} catch (error) {
						reject(error);
					}
				});
			}),
	});
}

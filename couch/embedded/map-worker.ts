/**
 * The thread in which the maps of design documents run, so that the server goes on answering whatever they do.
 *
 *   open   a design document and the maps of its views, under a number
 *   map    documents as JSON text ► what each of the maps emitted for each of the first of them, as rows of an index
 *   close  the number is not used any more
 *
 * Every message has an answer, in the order of the messages.
 */
import {parentPort} from 'node:worker_threads';
import {encodeKey} from './collation.ts';
import {type MangoMap, mangoEmit} from './mango-map.ts';
import type {MapAnswer, MapMessage, MapRow} from './map-thread.ts';
import {CompilationError, type Emitted, type MapOutcome, openSandbox} from './quickjs.ts';
import {compareValues} from './value-order.ts';

interface Opened {
	readonly design: object;
	readonly maps: readonly (string | MangoMap)[];
	ready: Promise<Maps>;
}

interface Maps {
	run(documents: readonly string[]): MapOutcome;
	dispose(): void;
}

const openedByNumber = new Map<number, Opened>();
const port = parentPort;
if (port === null) {
	throw new Error('This is a thread, not a program.');
}

let answered: Promise<unknown> = Promise.resolve();
port.on('message', (message: MapMessage) => {
	answered = answered.then(async () => port.postMessage(await answer(message)));
});

async function answer(message: MapMessage): Promise<MapAnswer> {
	try {
		return await perform(message);
	} catch (error) {
		const name = error instanceof CompilationError ? 'compilation_error' : 'os_process_error';
		return {kind: 'failed', error: name, reason: error instanceof Error ? error.message : String(error)};
	}
}

async function perform(message: MapMessage): Promise<MapAnswer> {
	switch (message.kind) {
		case 'open': {
			const {number, design, maps} = message;
			const ready = prepare(design, maps);
			await ready;
			openedByNumber.set(number, {design, maps, ready});
			return {kind: 'done'};
		}
		case 'map':
			return map(message.number, message.documents);
		case 'close': {
			const opened = openedByNumber.get(message.number);
			openedByNumber.delete(message.number);
			(await opened?.ready)?.dispose();
			return {kind: 'done'};
		}
	}
}

async function prepare(design: object, maps: readonly (string | MangoMap)[]): Promise<Maps> {
	const fields = maps.filter(each => typeof each !== 'string');
	if (fields.length > 0) {
		return mangoMaps(fields);
	}
	const sandbox = await openSandbox(design);
	try {
		const compiled = maps.map(source => sandbox.compile(String(source)));
		return {run: documents => sandbox.map(compiled, documents), dispose: () => sandbox.dispose()};
	} catch (error) {
		sandbox.dispose();
		throw error;
	}
}

function mangoMaps(maps: readonly MangoMap[]): Maps {
	return {
		run: documents => ({
			kind: 'mapped',
			documents: documents.map(text => {
				const document = JSON.parse(text) as object;
				return maps.map(each => mangoEmit(each, document));
			}),
		}),
		dispose: () => undefined,
	};
}

async function map(number: number, documents: readonly string[]): Promise<MapAnswer> {
	const opened = openedByNumber.get(number);
	if (opened === undefined) {
		throw new Error('What is mapped was opened before.');
	}
	const maps = await opened.ready;
	const outcome = maps.run(documents);
	if (outcome.kind === 'stopped') {
		// A sandbox that was stopped is spent; whoever asks again finds a new one.
		maps.dispose();
		opened.ready = prepare(opened.design, opened.maps);
		await opened.ready;
		return {kind: 'failed', error: 'os_process_error', reason: outcome.reason};
	}
	return {kind: 'mapped', documents: outcome.documents.map(rowsOf)};
}

function rowsOf(emittedByMap: readonly Emitted[]): readonly MapRow[] {
	return emittedByMap.flatMap((emitted, view) =>
		emitted
			.toSorted(([, a], [, b]) => compareValues(a, b))
			.map(([key, value], ordinal) => ({
				view,
				ordinal,
				key: Buffer.from(encodeKey(key)).toString('latin1'),
				keyText: JSON.stringify(key),
				value: JSON.stringify(value),
			})),
	);
}

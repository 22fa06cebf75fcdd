/**
 * The till's own web server: the page, what the screen is told, and what it asks.
 *
 *   GET  /                the page, with the session token in it
 *   GET  /app.js …        what the page is made of
 *   GET  /api/events      `snapshot` and `goods`, as they happen
 *   GET  /api/goods       the whole touch grid
 *   POST /api/command     one wish of the cashier
 */
import {type Command, readCommand} from '../api/commands.ts';
import type {GoodsUpdate, Snapshot} from '../api/snapshot.ts';
import {GuardedServer, type RunningServer} from './guarded-server.ts';

/** The till, as its server needs it. */
export interface ServedTill {
	snapshot(): Snapshot;
	goods(): GoodsUpdate;
	onSnapshot(listener: (snapshot: Snapshot) => void): () => void;
	onGoods(listener: (update: GoodsUpdate) => void): () => void;
	/** Resolves when the command has been dealt with; what came of it is in the snapshot. */
	command(command: Command): Promise<void>;
}

export interface ServerOptions {
	readonly till: ServedTill;
	/** Folder with `index.html`, `app.js` and `app.css`. */
	readonly uiDir: string;
	/** 0 takes a free one. */
	readonly port: number;
	readonly log: (sentence: string) => void;
}

const assets = {
	'app.js': 'text/javascript; charset=utf-8',
	'app.js.map': 'application/json',
	'app.css': 'text/css; charset=utf-8',
	'app.css.map': 'application/json',
};

export async function serveTill({till, uiDir, port, log}: ServerOptions): Promise<RunningServer> {
	const server = await GuardedServer.create({uiDir, pagePath: '/', assets, log});
	server.events('/api/events', stream => {
		const stops = [
			till.onSnapshot(snapshot => stream.sendLatest('snapshot', snapshot)),
			till.onGoods(update => {
				if (update.complete) stream.sendWhole('goods', update);
				else stream.sendInOrder('goods', update);
			}),
		];
		stream.sendWhole('goods', till.goods());
		stream.sendLatest('snapshot', till.snapshot());
		return () => {
			for (const stop of stops) stop();
		};
	});
	server.app.get('/api/goods', async () => till.goods());
	server.app.post('/api/command', async (request, reply) => {
		const command = readCommand(request.body);
		if (!command.ok) return reply.code(400).send({ok: false, fault: command.fault});
		await till.command(command.value);
		return {ok: true};
	});
	return server.listen(port);
}

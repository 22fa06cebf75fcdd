/**
 * The till's own web server: the page, what the screen is told, and what it asks.
 *
 *   GET  /                the page, with the session token in it
 *   GET  /app.js …        what the page is made of
 *   GET  /api/events      `snapshot` and `goods`, as they happen
 *   GET  /api/goods       the whole touch grid
 *   POST /api/command     one wish of the cashier
 *   POST /api/tools/…     what a program beside the till may ask
 */
import {type Command, readCommand} from '../api/commands.ts';
import type {GoodsUpdate, Snapshot} from '../api/snapshot.ts';
import {type DayAccountAnswer, dayAccountPath, type ResendAnswer, resendPath} from '../api/tools.ts';
import type {DayAccount} from '../domain/day-account.ts';
import type {ResendReport} from '../domain/link.ts';
import {type Period, readPeriod} from '../domain/period.ts';
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

/** What a program beside the till may ask for. */
export interface Tools {
	readonly till: string;
	readonly token: string;
	/** Rejects when the server cannot be reached. */
	resend(period: Period): Promise<ResendReport>;
	/** Reads the till's files and asks its printers. Rejects when the till is ending. */
	dayAccount(day: string): Promise<DayAccount>;
}

export interface ServerOptions {
	readonly till: ServedTill;
	readonly tools: Tools;
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

export async function serveTill({till, tools, uiDir, port, log}: ServerOptions): Promise<RunningServer> {
	const server = await GuardedServer.create({uiDir, pagePath: '/', assets, log, toolToken: tools.token});
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
	server.app.post(resendPath, async (request, reply): Promise<ResendAnswer> => {
		const {from, to} = isFields(request.body) ? request.body : {};
		const period = readPeriod({from, to});
		if (!period.ok) {
			reply.code(400);
			return {ok: false, reason: period.fault.code};
		}
		try {
			return {ok: true, till: tools.till, report: await tools.resend(period.value)};
		} catch (error) {
			// The shop's server does not answer, or the till is ending: the till itself is well.
			const reason = error instanceof Error ? error.message : String(error);
			log(`A period could not be sent again: ${reason}`);
			reply.code(502);
			return {ok: false, reason};
		}
	});
	server.app.post(dayAccountPath, async (request, reply): Promise<DayAccountAnswer> => {
		const {day} = isFields(request.body) ? request.body : {};
		const period = readPeriod({from: day, to: day});
		if (!period.ok) {
			reply.code(400);
			return {ok: false, reason: period.fault.code};
		}
		try {
			return {ok: true, account: await tools.dayAccount(period.value.from)};
		} catch (error) {
			const reason = error instanceof Error ? error.message : String(error);
			log(`Nothing could be said of a day: ${reason}`);
			reply.code(502);
			return {ok: false, reason};
		}
	});
	return server.listen(port);
}

function isFields(value: unknown): value is Readonly<Record<string, unknown>> {
	return typeof value === 'object' && value !== null;
}

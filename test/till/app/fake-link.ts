/** A link whose server a test plays: it says what it is told to say and remembers what it was asked. */
import {fail} from 'node:assert/strict';
import type {ResendReport} from '../../../till/domain/link.ts';
import type {FoundReceipt} from '../../../till/domain/receipt-query.ts';
import {fail as failed, ok} from '../../../till/domain/result.ts';
import type {Link, LinkStatus} from '../../../till/sync/link.ts';
import {type BasketServer, createBasketServer} from './basket-server.ts';

export interface FakeLink extends Link {
	/** What the till asked of it, in order. */
	readonly asked: string[];
	become(status: Partial<LinkStatus>): void;
	/** Answers the resend that is under way. */
	finishResend(report: ResendReport): void;
	failResend(reason: string): void;
	/** What it has of whatever receipt is asked for; undefined where it does not answer. */
	found: readonly FoundReceipt[] | undefined;
	/** Where baskets are shared; another till of the test may share them, too. */
	readonly basketServer: BasketServer;
}

export function createFakeLink(): FakeLink {
	const listeners = new Set<(status: LinkStatus) => void>();
	const asked: string[] = [];
	let status: LinkStatus = {
		state: 'live',
		since: '2026-11-23T08:00:00+01:00',
		waitingCount: 0,
		waitingReceiptCount: 0,
		refused: [],
	};
	const basketServer = createBasketServer();
	let resend: {resolve: (report: ResendReport) => void; reject: (error: Error) => void} | undefined;
	return {
		asked,
		found: [],
		basketServer,
		baskets: basketServer.exchangeOf('anna'),
		async findReceipts(wanted) {
			asked.push(
				`find ${wanted.by === 'sale' ? wanted.saleId : `${wanted.till} ${wanted.day} ${wanted.fiscalNumber}`}`,
			);
			return this.found === undefined ? failed('the server says nothing') : ok(this.found);
		},
		status: () => status,
		onStatus(listener) {
			listeners.add(listener);
			return () => listeners.delete(listener);
		},
		sendNow: () => void asked.push('send now'),
		retryRefused: () => void asked.push('retry refused'),
		setPushSeconds: seconds => void asked.push(`push every ${seconds} s`),
		setMonthsKept: months => void asked.push(`keep ${months} months`),
		resend: ({from, to}) => {
			asked.push(`resend ${from}..${to}`);
			return new Promise((resolve, reject) => {
				resend = {resolve, reject};
			});
		},
		stop: async () => undefined,
		become(change) {
			status = {...status, ...change};
			for (const listener of listeners) listener(status);
		},
		finishResend: report => (resend ?? fail('nothing is being sent again')).resolve(report),
		failResend: reason => (resend ?? fail('nothing is being sent again')).reject(new Error(reason)),
	};
}

/** The commands that only read, as the simulated printer answers them. */
import {type VatRate, vatLetters} from '../../../domain/vat.ts';
import {totalOf} from '../../simulated/fiscal-memory.ts';
import {amountsOf} from '../../simulated/receipt.ts';
import type {Register} from '../../simulated/register.ts';
import type {DeskAnswer, DeskCommand} from './desk.ts';

function reading(answer: (register: Register) => DeskAnswer): DeskCommand {
	return {needs: [], fields: {}, prints: false, run: ({register}) => answer(register)};
}

function rateText(rate: VatRate): string {
	if (rate === 'exempt') return '100,00';
	if (rate === 'inactive') return '101,00';
	return `${Math.trunc(rate / 100)},${String(rate % 100).padStart(2, '0')}`;
}

function rates({settings}: Register): Record<string, string> {
	return Object.fromEntries(vatLetters.map(letter => [`v${letter.toLowerCase()}`, rateText(settings.vat[letter])]));
}

export const readings: Readonly<Record<string, DeskCommand>> = {
	scomm: reading(({receipt, memory, settings}) => ({
		fields: {
			fs: 'T',
			tz: totalOf(memory.state.dayGross) === 0 ? 'T' : 'N',
			ts: receipt === undefined ? 0 : 16,
			hr: settings.header.length > 0 ? 'T' : 'N',
			nu: memory.state.uniqueNumber,
			td: 'N',
		},
	})),
	strns: reading(({receipt, memory}) => {
		// While a footer is pending the receipt is closed: its sums are those of the last document.
		const open = receipt !== undefined && !receipt.footerPending;
		const amounts = open ? amountsOf(receipt) : memory.state.lastDocument;
		return {
			fields: {
				to: open ? 1 : 0,
				ts: 16,
				...Object.fromEntries(vatLetters.map(letter => [`v${letter.toLowerCase()}`, amounts.gross[letter] ?? 0])),
				pp: amounts.packagesCharged,
				pm: amounts.packagesReturned,
				re: amounts.change,
				fp: amounts.paid,
				fe: receipt?.footerPending ? '1' : 'N',
			},
		};
	}),
	scnt: reading(({memory: {state}}) => ({
		fields: {
			rd: state.dailyReportCount,
			hn: state.headerNumber,
			bn: state.completedCount,
			fn: 0,
			nu: state.uniqueNumber,
			bc: state.cancelledCount,
			bt: state.lastReceiptNumber,
			fc: 0,
		},
	})),
	sfsk: reading(register => {
		const {memoryClearCount, dailyReportCount, lastReportDay} = register.memory.state;
		const reportedAt = lastReportDay === '' ? {} : {rw: `${lastReportDay};23:59`};
		return {fields: {fs: 'T', cl: memoryClearCount, rd: dailyReportCount, vt: 0, ...rates(register), ...reportedAt}};
	}),
	stot: reading(({memory: {state}}) => ({
		fields: {
			no: state.dailyReportCount + 1,
			...Object.fromEntries(vatLetters.map(letter => [`p${letter.toLowerCase()}`, state.dayGross[letter] ?? 0])),
			pn: state.completedCount,
			cn: state.cancelledCount,
			ct: state.dayCancelledGross,
			ds: state.firstSaleDay === '' ? '2000-01-01;01:00' : `${state.firstSaleDay};06:00`,
		},
	})),
	vatget: reading(register => ({fields: rates(register)})),
	rtcget: reading(({settings}) => {
		const {day, minute, iso} = settings.wallTime();
		return {fields: {da: `${day};${minute}`, tm: iso}};
	}),
	getrealid: reading(({settings, memory}) => ({
		fields: {nm: settings.model, vr: '31.01', nu: memory.state.uniqueNumber, vf: '31.01.5978'},
	})),
	doccntget: reading(({memory: {state}}) => ({
		fields: {bi: state.completedCount + state.cancelledCount, al: state.documentCount},
	})),
	eclastdocnoget: reading(({memory}) => ({fields: {di: memory.state.documentCount}})),
};

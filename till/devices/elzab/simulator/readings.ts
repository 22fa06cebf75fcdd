/** The sequences that only read, as the simulated printer answers them. */
import {type VatRate, vatLetters} from '../../../domain/vat.ts';
import type {Machine} from '../../simulated/machine.ts';
import {codes, littleEndian} from '../frame.ts';
import {count, no, type Obey, told} from './desk.ts';

const flag = (place: number, is: boolean) => (is ? 1 << place : 0);

function rateWord(rate: VatRate): number {
	if (rate === 'exempt') return 0x4000;
	return rate === 'inactive' ? 0x8000 : rate;
}

const softwareVersion = 3;

/** Of the machine: what is told past the queue. `tellsTotals`: this model knows that question. */
export function readingsOf(machine: Machine, tellsTotals: boolean): Readonly<Record<number, Obey>> {
	const isWithoutPaper = () => machine.faults.has('paper-out') || machine.faults.has('cover-open');
	const isElsewhere = () => machine.faults.has('busy-elsewhere');
	return {
		[codes.check]: desk => told(desk.voidedFor),
		[codes.memoryFlags]: () => told(flag(1, !machine.isIdle || isElsewhere())),
		[codes.printFlags](desk) {
			if (isWithoutPaper() && machine.isHeld) desk.isStopped = true;
			const isPrinting = isElsewhere() || (!machine.isIdle && !machine.isHeld);
			return told(flag(0, isPrinting) | flag(1, isWithoutPaper()) | flag(4, desk.isVoided) | flag(6, desk.isStopped));
		},
		[codes.drawerFlags]: () => told(0b0011_1100),
		[codes.moduleFlags]: () => told((softwareVersion << 4) | 0b1011),
		[codes.receiptFlags]: ({register}) => told(flag(1, register.receipt !== undefined)),
		[codes.receiptNumber]: ({register}) => count(register.memory.state.lastReceiptNumber, 2),
		[codes.reportNumber]: ({register}) => count(register.memory.state.dailyReportCount, 2),
		[codes.dayTotals]({register}) {
			if (!tellsTotals) return no;
			const {dayGross} = register.memory.state;
			return told(...vatLetters.flatMap(letter => [...littleEndian(dayGross[letter] ?? 0, 5)]));
		},
		[codes.vatRates]({register}) {
			const words = vatLetters.map(letter => rateWord(register.settings.vat[letter]));
			return told(...words.flatMap(word => [word >> 8, word & 0xff]));
		},
		[codes.clock]({register}) {
			const {day, minute} = register.settings.wallTime();
			return told(...Array.from(`${day.slice(2)}${minute}`.replace(/\D/g, ''), Number));
		},
	};
}

/** The commands that only read, as the simulated printer answers them. */
import {type VatLetter, type VatRate, vatLetters} from '../../../domain/vat.ts';
import {climbs} from '../../simulated/goods.ts';
import {amountsOf, emptyReceipt} from '../../simulated/receipt.ts';
import {type Desk, type DeskAnswer, type DeskCommand, wrongCount, wrongParameter} from './desk.ts';

const two = (part: number | string) => String(part).padStart(2, '0');

export function amountText(grosze: number): string {
	const digits = String(grosze).padStart(3, '0');
	return `${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

function rateText(rate: VatRate): string {
	if (rate === 'exempt') return '100.00';
	return rate === 'inactive' ? '101.00' : amountText(rate).padStart(5, '0');
}

/** `YYYY-MM-DD` as `yy;mm;dd`. */
function dayText(day: string): string {
	return day === '' ? '0;0;0' : day.slice(2).replaceAll('-', ';');
}

function sums(gross: Readonly<Partial<Record<VatLetter, number>>>): string {
	return vatLetters.map(letter => `${amountText(gross[letter] ?? 0)}/`).join('');
}

/** `23#s` of the day, `22#s` of the receipt. */
function stateAnswer(desk: Desk, ofReceipt: boolean): DeskAnswer {
	const {register, lastError} = desk;
	const {state} = register.memory;
	const amounts = amountsOf(register.receipt ?? emptyReceipt);
	const flags = [
		lastError,
		1,
		register.receipt === undefined ? 0 : 1,
		desk.lastCompleted ? 1 : 0,
		1,
		state.memoryClearCount,
	].join(';');
	// Told once.
	desk.lastError = 0;
	const rates = vatLetters.map(letter => `${rateText(register.settings.vat[letter])}/`).join('');
	const cash = ofReceipt ? amounts.packagesCharged - amounts.packagesReturned : state.cashGrosze;
	const totals = sums(ofReceipt ? amounts.gross : state.dayGross);
	const text = `${flags};${dayText(state.lastReportDay)}/${rates}${state.completedCount}/${totals}`;
	const whole = `${text}${amountText(Math.max(0, cash))}/${state.uniqueNumber}`;
	return {parameters: [2], command: '#X', text: whole, checked: true};
}

function dayAnswer({register}: Desk): DeskAnswer {
	const {completedCount, cancelledCount, dayCancelledGross, dayGross} = register.memory.state;
	const {day, iso} = register.settings.wallTime();
	const time = [...dayText(day).split(';'), ...iso.slice(11, 19).split(':')].join(';');
	const counts = `${completedCount};${cancelledCount};0;${amountText(dayCancelledGross)}`;
	return {parameters: [10], command: '#X', text: `${time};${counts}/${sums(dayGross)}`, checked: false};
}

function documentAnswer({register}: Desk): DeskAnswer {
	const {documentCount, dayGross} = register.memory.state;
	const isEmpty = Object.values(dayGross).every(sum => sum === 0);
	return {parameters: [50], command: '#X', text: `${documentCount}/${isEmpty ? 1 : 0}/`, checked: false};
}

export const readings: Readonly<Record<string, DeskCommand>> = {
	'#s': {
		unchecked: true,
		run(desk, [which]) {
			switch (which) {
				case 22:
				case 23:
					return stateAnswer(desk, which === 22);
				case 28:
					return dayAnswer(desk);
				case 50:
					return documentAnswer(desk);
				default:
					return wrongParameter;
			}
		},
	},
	'#n': {
		unchecked: true,
		run: ({lastError}) => ({parameters: [1], command: '#E', text: String(lastError), checked: false}),
	},
	'#v': {
		unchecked: true,
		run: ({register}) => ({parameters: [1], command: '#R', text: `${register.settings.model}/2.02`, checked: false}),
	},
	'#c': {
		unchecked: true,
		run({register}, [which]) {
			if (which !== 0) return wrongParameter;
			const {day, minute} = register.settings.wallTime();
			const text = `${dayText(day)};${minute.split(':').map(two).join(';')};0`;
			return {parameters: [1], command: '#C', text, checked: false};
		},
	},
	$g: {
		run({register}, parameters, fields) {
			if (parameters.length > 0) return wrongCount;
			const name = fields.text(40) ?? '';
			const word = fields.word() ?? '';
			const letter = vatLetters.find(each => each === word);
			const {memory, settings} = register;
			const isSold =
				letter !== undefined &&
				settings.vat[letter] !== 'inactive' &&
				!climbs(memory.state.goods, {name, letter}, settings.vat);
			return {parameters: [1], command: '$G', text: `${isSold ? 0 : 18}/${word}/`, checked: false};
		},
	},
};

/** The simulated printer's work: what a confirmed request comes to, on paper and in the fiscal memory. */
import {type VatRate, vatLetters} from '../../../domain/vat.ts';
import {receiptTitle, soldLines} from '../../simulated/printout.ts';
import {
	beginPrintout,
	completeReceipt,
	finishReceipt,
	hasNothingToReport,
	plainFooter,
	type Register,
	reportDay,
} from '../../simulated/register.ts';
import {obeyPacket} from './packets.ts';
import {checkReceipt, type ReceiptBody} from './receipt-check.ts';
import type {KeptRequest} from './request-store.ts';

export type Work = Pick<KeptRequest, 'state' | 'jpkid' | 'error' | 'response'>;

export interface WorkRules {
	readonly totalHoldsDeposits: boolean;
}

/** Waits for paper and a closed cover. */
export function prints({endpoint}: KeptRequest): boolean {
	return endpoint === 'receipt' || endpoint === 'daily_report';
}

/** The body passed the check of its shape when it was stored. */
export function carryOut(register: Register, request: KeptRequest, rules: WorkRules): Work {
	switch (request.endpoint) {
		case 'receipt':
			return printReceipt(register, (request.body as {readonly receipt: ReceiptBody}).receipt, rules);
		case 'daily_report':
			return printReport(
				register,
				(request.body as {readonly daily_report: {readonly date: string}}).daily_report.date,
			);
		case 'status':
			return done({
				status: statusOf(register, (request.body as {readonly status: {readonly type: string}}).status.type),
			});
		default:
			return passOn(register, request.body as PassedOn);
	}
}

interface PassedOn {
	readonly direct_io: {readonly nov_cmd?: {readonly base64: string}};
}

function done(response: unknown): Work {
	return {state: 'DONE', response};
}

export function failed(code: number): Work {
	return {state: 'ERROR', error: {code, description: words[code] ?? `Błąd ${code}`}};
}

const words: Readonly<Record<number, string>> = {
	16: 'Błędna nazwa',
	17: 'Błędna ilość',
	18: 'Błędna stawka PTU lub towar zablokowany',
	19: 'Błędna cena',
	20: 'Błędna wartość lub rabat',
	26: 'Błędna kwota wpłaty',
	27: 'Błędna suma całkowita',
	35: 'Zerowe totalizery',
	1000: 'Inicjalizacja',
};

function printReceipt(register: Register, body: ReceiptBody, {totalHoldsDeposits}: WorkRules): Work {
	const {settings, memory, paper} = register;
	const checked = checkReceipt(body, {vat: settings.vat, goods: memory.state.goods, totalHoldsDeposits});
	if ('error' in checked) return failed(checked.error);
	const {receipt, amounts} = checked;
	const {cashier_name, cash_number, system_number} = body.system_info ?? {};
	register.footer = {
		cashier: cashier_name ?? plainFooter.cashier,
		till: cash_number ?? plainFooter.till,
		systemNumber: system_number?.value ?? '',
		...(system_number?.print_as === 'barcode' && {barcode: system_number.value}),
	};
	register.footerExtra = (body.printout_lines ?? []).map(({textline}) => textline?.text ?? '');
	beginPrintout(register, 'receipt');
	paper.print([...receiptTitle(), ...receipt.lines.flatMap(soldLines)]);
	completeReceipt(register, receipt, amounts);
	finishReceipt(register);
	if (body.device_control?.open_drawer) register.drawerKicks += 1;
	return {state: 'DONE', jpkid: memory.state.documentCount};
}

function printReport(register: Register, date: string): Work {
	const [day, month, year] = date.split(/[:/\-.]/);
	if (`${year}-${month}-${day}` !== register.settings.wallTime().day) return failed(7);
	if (hasNothingToReport(register)) return failed(35);
	reportDay(register);
	return {state: 'DONE', jpkid: register.memory.state.documentCount};
}

function statusOf({memory: {state}, settings}: Register, type: string): unknown {
	switch (type) {
		case 'fiscal_memory':
			return {
				fiscal_memory: {
					unique_number: state.uniqueNumber,
					tax_id: '6760000000',
					size: 130_023_424,
					max_daily_reports: 2195,
					daily_reports_count: state.dailyReportCount,
					last_daily_report_date: state.lastReportDay === '' ? '' : `${state.lastReportDay} 23:59:00`,
					start_fiscal_date: '2023-02-01 07:32:47',
				},
			};
		case 'protected_memory':
			return {
				protected_memory: {
					number: 1,
					label: `${state.uniqueNumber}.0001`,
					last_jpkid: String(state.documentCount),
					size: 1024,
					free: 900,
				},
			};
		default:
			return {
				device: {
					name: settings.model,
					version: '1.01',
					characters_per_line: 64,
					tax_rates: vatLetters
						.filter(letter => settings.vat[letter] !== 'inactive')
						.map(letter => ({name: letter, value: rateText(settings.vat[letter])})),
					totals: vatLetters
						.filter(letter => settings.vat[letter] !== 'inactive')
						.map(letter => ({tax_rate: letter, receipt: money(state.dayGross[letter] ?? 0), invoice: '0.00'})),
				},
			};
	}
}

function rateText(rate: VatRate): string {
	return typeof rate === 'number' ? money(rate) : 'ZW';
}

function money(hundredths: number): string {
	const digits = String(hundredths).padStart(3, '0');
	return `${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

function passOn(register: Register, {direct_io: {nov_cmd}}: PassedOn): Work {
	if (nov_cmd === undefined) return failed(1022);
	const answer = obeyPacket(register, nov_cmd.base64);
	if ('error' in answer) return failed(answer.error);
	return done({packet: {protocol: 'NOVITUS', value: answer.answer}});
}

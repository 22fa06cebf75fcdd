/** What an address outside is told of a report: what it is about, in two sentences, without the contents. */
import {unreachable} from '../../till/domain/assert.ts';
import type {AuditReport, DifferenceReport} from '../documents/audit.ts';

interface Sentences {
	readonly pl: string;
	readonly en: string;
}

export interface Told extends Sentences {
	readonly type: AuditReport['type'];
	/** Of the report in the `audit` database, and of every sending of it. */
	readonly id: string;
	readonly till: string;
	/** The number in the till's book. */
	readonly number: number;
	/** Null where the report is not about an amount. */
	readonly money: DifferenceReport['money'] | null;
	readonly reportedAt: string;
}

export function toldOf(report: AuditReport): Told {
	const {type, _id: id, till, number, reportedAt} = report;
	return {type, id, till, number, money: moneyOf(report), reportedAt, ...sentencesOf(report)};
}

function moneyOf(report: AuditReport): Told['money'] {
	switch (report.type) {
		case 'difference':
			return report.money;
		case 'late':
			return {totalGrosze: report.dueGrosze, vat: []};
		case 'over-returned':
			return {...report.money, vat: []};
		default:
			return null;
	}
}

function sentencesOf(report: AuditReport): Sentences {
	const {till, number} = report;
	switch (report.type) {
		case 'difference': {
			const amount = report.money.totalGrosze;
			const isOpen = report.verdict === 'undecided';
			return {
				pl: `Kasa ${till}: wpis ${number} przyszedł drugi raz z inną treścią, różnica ${zloty(amount, ',')} zł.${isOpen ? ' Nie wiadomo jeszcze, która treść była pierwsza.' : ''}`,
				en: `Till ${till}: entry ${number} came a second time with another content, the difference is ${zloty(amount, '.')} zł.${isOpen ? ' Which content was first is not known yet.' : ''}`,
			};
		}
		case 'malformed': {
			const fields = report.faults.map(({field}) => field).join(', ');
			return {
				pl: `Kasa ${till}: wpis ${number} się nie zgadza (${fields}).`,
				en: `Till ${till}: entry ${number} does not add up (${fields}).`,
			};
		}
		case 'fork':
			return {
				pl: `Kasa ${till}: od wpisu ${number} książka biegnie dwiema drogami; pod tą nazwą pisze drugie urządzenie albo przywrócono stary dysk.`,
				en: `Till ${till}: from entry ${number} on the book goes two ways; another machine writes under this name, or an old disk was put back.`,
			};
		case 'gap': {
			const {from, to} = report;
			return {
				pl: `Kasa ${till}: na serwerze brakuje ${from === to ? `wpisu ${to}` : `wpisów od ${from} do ${to}`}.`,
				en: `Till ${till}: ${from === to ? `entry ${to} is` : `entries ${from} to ${to} are`} missing on the server.`,
			};
		}
		case 'late': {
			const {month, entryCount} = report;
			return {
				pl: `Kasa ${till}: po zamknięciu miesiąca ${month} przyszły wpisy, razem ${entryCount}.`,
				en: `Till ${till}: entries came after the month ${month} was closed, ${entryCount} in all.`,
			};
		}
		case 'over-returned': {
			const {name, line, money} = report;
			// All lines together that the receipt does not have.
			if (line === 0) {
				return {
					pl: `Kasa ${till}: z paragonu ${number} zwrócono pozycje, których na nim nie ma: ${name}, nadwyżka ${zloty(money.totalGrosze, ',')} zł.`,
					en: `Till ${till}: lines came back of receipt ${number} that it does not have: ${name}, ${zloty(money.totalGrosze, '.')} zł too much.`,
				};
			}
			return {
				pl: `Kasa ${till}: z paragonu ${number} zwrócono więcej, niż sprzedano: ${name} (pozycja ${line}), nadwyżka ${zloty(money.totalGrosze, ',')} zł.`,
				en: `Till ${till}: more came back of receipt ${number} than was sold on it: ${name} (line ${line}), ${zloty(money.totalGrosze, '.')} zł too much.`,
			};
		}
		case 'flood': {
			const isMalformed = report.reason === 'malformed';
			return {
				pl: `Kasa ${till}: lawina ${isMalformed ? 'błędnych' : 'sprzecznych'} wpisów dnia ${report.day}; kasa traci dostęp do serwera, dopóki kierownik nie zamknie raportu.`,
				en: `Till ${till}: a flood of ${isMalformed ? 'faulty' : 'contradicting'} entries on ${report.day}; the till is kept out of the server until a manager closes the report.`,
			};
		}
		default:
			return unreachable(report);
	}
}

function zloty(grosze: number, point: string): string {
	const text = String(Math.abs(grosze)).padStart(3, '0');
	return `${grosze < 0 ? '−' : ''}${text.slice(0, -2)}${point}${text.slice(-2)}`;
}

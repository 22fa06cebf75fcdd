/** The few packets of the older protocol that the simulated printer obeys when they are passed on to it. */
import {totalOf} from '../../simulated/fiscal-memory.ts';
import {moveCash, type Register} from '../../simulated/register.ts';

/** The answer, empty where the printer gives none; or the number of a fault. */
export type PacketAnswer = {readonly answer: string} | {readonly error: number};

const begin = '\u001bP';
const end = '\u001b\\';
const unknownCommand = 1022;
const badCheckByte = 2;

export function obeyPacket(register: Register, base64: string): PacketAnswer {
	const text = Buffer.from(base64, 'base64').toString('latin1');
	if (!text.startsWith(begin) || !text.endsWith(end)) return {error: unknownCommand};
	const body = text.slice(begin.length, -end.length);
	const {day, minute} = register.settings.wallTime();
	const date = day.slice(2).replaceAll('-', ';');
	const time = minute.replace(':', ';');
	switch (body) {
		case '#v':
			return {answer: packet(`1#R${register.settings.model}/1.01`)};
		case '0#c':
			return {answer: packet(`1#C${date};${time};0`)};
		case '28#s': {
			const {completedCount, cancelledCount, dayCancelledGross, dayGross} = register.memory.state;
			const counts = `${completedCount};${cancelledCount};0;${dayCancelledGross}`;
			return {answer: packet(`10#X${date};${time};0;${counts}/${totalOf(dayGross)}/`)};
		}
		case '1$d':
			register.drawerKicks += 1;
			return {answer: ''};
		default:
			return moveCashBy(register, body);
	}
}

function moveCashBy(register: Register, body: string): PacketAnswer {
	const match = /^(0#([id])(\d{1,8})\.(\d\d)\/)([0-9A-Fa-f]{2})$/.exec(body);
	if (match === null) return {error: unknownCommand};
	const [, checked = '', direction, whole, fraction, check = ''] = match;
	if (Number.parseInt(check, 16) !== exclusiveOr(checked)) return {error: badCheckByte};
	const amount = Number(`${whole}${fraction}`);
	if (amount === 0) return {error: 30};
	return moveCash(register, direction === 'i' ? amount : -amount) ? {answer: ''} : {error: 32};
}

function exclusiveOr(text: string): number {
	let sum = 0xff;
	for (const byte of Buffer.from(text, 'latin1')) sum ^= byte;
	return sum;
}

function packet(body: string): string {
	return Buffer.from(`${begin}${body}${end}`, 'latin1').toString('base64');
}

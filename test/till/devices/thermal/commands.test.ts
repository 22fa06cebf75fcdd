import test from 'ava';
import {
	beginReceipt,
	bodyOf,
	type Command,
	closeReceipt,
	type Dialect,
	handlePackage,
	moveCash,
	reportDay,
	sellLine,
	whatCannotBeTold,
} from '../../../../till/devices/thermal/commands.ts';
import type {TenderKind} from '../../../../till/domain/entry.ts';
import {grosze} from '../../../../till/domain/money.ts';
import {milkAndBottles, petDeposit, piecesLine, slipOf, weighedLine} from '../slips.ts';

const posnet: Dialect = {maker: 'posnet', decimalSeparator: '.', closing: '$e'};
const novitus: Dialect = {...posnet, maker: 'novitus'};

const spelled = ({parameters, command, text}: Command) =>
	`${parameters.join(';')}${command}${text.replaceAll('\r', '␍')}`;

const milk = slipOf({lines: [piecesLine('Mleko UHT 3,2% 1l', 'C', 2, 349)], cashGrosze: 1000});
const paidBy = (kind: TenderKind) => ({
	...milk,
	tenders: [{kind, amountGrosze: milk.goodsGrosze}],
	changeGrosze: grosze(0),
});

test('a slip begins with its number, and with the buyer where the maker has a place for one', t => {
	t.is(spelled(beginReceipt(milk, posnet)), '0;1$hK7M2Q9XA-1␍');
	t.is(spelled(beginReceipt({...milk, buyerNip: '6760000001'}, novitus)), '0;1;0;1;1$hK7M2Q9XA-1␍6760000001␍');
});

test('a printer without a place for the buyer refuses the slip before anything is sent', t => {
	t.is(whatCannotBeTold({...milk, buyerNip: '6760000001'}, posnet)?.code, 'nip');
	t.is(whatCannotBeTold({...milk, buyerNip: '6760000001'}, novitus), undefined);
});

test('goods and bottles come to the printer in its own order', t => {
	t.deepEqual(bodyOf(milkAndBottles, posnet).map(spelled), [
		'1$lMleko UHT 3,2% 1l␍2. szt␍C/3.49/6.98/',
		'6$l1␍4. szt␍P/0.50/2.00/',
	]);
});

test('packages taken back are another command, with their value as it is', t => {
	const back = {...petDeposit(2), pieces: -2, totalGrosze: grosze(-100)};
	t.is(spelled(handlePackage(back, posnet)), '10$l1␍2. szt␍P/0.50/1.00/');
});

test('a weight is sent in kilograms with three places, whatever stands between złote and grosze', t => {
	const line = weighedLine('Czosnek', 'C', 34, 2999);
	t.is(spelled(sellLine(line, 2, posnet)), '2$lCzosnek␍0.034 kg␍C/29.99/1.02/');
	t.is(spelled(sellLine(line, 2, {...posnet, decimalSeparator: ','})), '2$lCzosnek␍0.034 kg␍C/29,99/1,02/');
});

test('a discount goes on its line, with as much of its name as there is room for', t => {
	const named = piecesLine('Kawa', 'A', 1, 1000, 150);
	t.is(spelled(sellLine(named, 1, posnet)), '1;1;16$lKawa␍1. szt␍A/10.00/10.00/1.50/Karta stałego klient␍');
	const plain = weighedLine('Kawa', 'A', 1000, 1000, 150);
	t.is(spelled(sellLine(plain, 1, posnet)), '1;1$lKawa␍1.000 kg␍A/10.00/10.00/1.50/');
});

test('goods for cash are closed the short way, in the order of each maker', t => {
	t.is(spelled(closeReceipt(milk, posnet)), '1;0$e3BC␍10.00/6.98/');
	t.is(spelled(closeReceipt(milk, novitus)), '1;0;0;1;1;1$e3BC␍10.00/6.98/0/');
});

test('deposits are closed with every sum for the printer to verify', t => {
	for (const dialect of [posnet, novitus]) {
		const closing = spelled(closeReceipt(milkAndBottles, dialect));
		t.is(closing, '0;0;0;0;1;0;0;0;1;1;1$x3BC␍␍␍␍6.98/0/10.00/0/0/0/2.00/0/1.02/');
	}
});

test('a card and a voucher are told to a POSNET by the closing, to a Novitus before it', t => {
	t.is(spelled(closeReceipt(paidBy('card'), posnet)), '0;0;0;0;0;1;0;0;1;1;0$x3BC␍Karta␍␍␍6.98/0/0/6.98/0/0/0/0/0/');
	t.is(
		spelled(closeReceipt(paidBy('voucher'), posnet)),
		'0;0;0;0;0;0;0;1;1;1;0$x3BC␍␍␍Voucher␍6.98/0/0/0/0/6.98/0/0/0/',
	);
	t.is(bodyOf(paidBy('card'), novitus).map(spelled).at(-1), '1;1$b6.98/Karta␍');
	t.is(bodyOf(paidBy('voucher'), novitus).map(spelled).at(-1), '1;10$b6.98/Voucher␍');
	t.is(spelled(closeReceipt(paidBy('card'), novitus)), '1;0;0;1;1;1$e3BC␍0/6.98/0/');
});

test('a transfer is refused where no closing can name it', t => {
	t.is(whatCannotBeTold(paidBy('transfer'), posnet)?.code, 'payments');
	t.is(whatCannotBeTold(paidBy('transfer'), novitus), undefined);
	t.is(bodyOf(paidBy('transfer'), novitus).map(spelled).at(-1), '1;8$b6.98/Przelew␍');
	const withPayments: Dialect = {...posnet, closing: '$y'};
	t.is(whatCannotBeTold(paidBy('transfer'), withPayments), undefined);
	t.is(bodyOf(paidBy('transfer'), withPayments).map(spelled).at(-1), '1;4$b6.98/Przelew␍');
});

test('the longest closing repeats the payments that were sent and tells what is left to pay in cash', t => {
	const dialect: Dialect = {...posnet, closing: '$y'};
	const slip = {
		...milkAndBottles,
		tenders: [
			{kind: 'card', amountGrosze: grosze(500)},
			{kind: 'cash', amountGrosze: grosze(500)},
		] as const,
	};
	t.is(
		spelled(closeReceipt(slip, dialect)),
		'0;0;0;0;0;0;0;1;1;1;1;1;0$y3␍Bożena Ćwik␍K7M2Q9XA-1␍Karta␍␍6.98/3.98/0/5.00/5.00/1.02/',
	);
});

test('lines for the footer go with the closing: up to three, or five of which some are empty', t => {
	const slip = {...milk, footerLines: ['Punkty na karcie: 12']};
	t.is(spelled(closeReceipt(slip, posnet)), '1;0;1;0$e3BC␍Punkty na karcie: 12␍10.00/6.98/');
	const bottles = {...milkAndBottles, footerLines: ['Punkty na karcie: 12']};
	t.regex(spelled(closeReceipt(bottles, posnet)), /^5;.*\$x3BC␍Punkty na karcie: 12␍␍␍␍␍␍␍␍6\.98\//);
});

test('the code of the desk has three characters, whoever sits there', t => {
	const codeOf = (cashierName: string, tillNumber: number) =>
		/\$e(...)␍/.exec(spelled(closeReceipt({...milk, cashierName, tillNumber}, posnet)))?.[1];
	t.is(codeOf('Łucja Żak', 12), '2LZ');
	t.is(codeOf('Anna', 1), '10A');
	t.is(codeOf('', 1), '100');
});

test('a report names its day, so that no key has to be pressed', t => {
	t.is(spelled(reportDay('2026-11-05')), '1;26;11;5#r');
});

test('cash in and cash out are two commands', t => {
	t.is(spelled(moveCash({direction: 'in', amountGrosze: grosze(5000)}, posnet)), '0#i50.00/');
	t.is(spelled(moveCash({direction: 'out', amountGrosze: grosze(5000)}, posnet)), '0#d50.00/');
});

import test from 'ava';
import {
	bodyOf,
	closeReceipt,
	configureFooter,
	handlePackage,
	sellLine,
} from '../../../../till/devices/posnet/commands.ts';
import {grosze} from '../../../../till/domain/money.ts';
import {milkAndBottles, petDeposit, piecesLine, slipOf, weighedLine} from '../slips.ts';

const latin = 'windows-1250';
const spelled = ({mnemonic, fields}: ReturnType<typeof sellLine>) =>
	[mnemonic, ...fields.map(({name, value}) => name + value)].join(' ');

test('goods, bottles and cash come to the printer in its own order', t => {
	t.deepEqual(bodyOf(milkAndBottles, latin).map(spelled), [
		'trline naMleko UHT 3,2% 1l vt2 pr349 il2 wa698 jmszt',
		'trpack na1 ne0 pr50 il4 wa200 dePET do 3 l',
		'trpayment ty0 wa1000 naGotówka re0',
		'trpayment ty0 wa102 naGotówka re1',
	]);
});

test('closing tells the printer every sum', t => {
	t.is(spelled(closeReceipt(milkAndBottles)), 'trend to698 op200 om0 fp1000 re102 fe1');
});

test('a weight is sent in kilograms with three places', t => {
	t.is(
		spelled(sellLine(weighedLine('Czosnek', 'C', 34, 2999), latin)),
		'trline naCzosnek vt2 pr2999 il0.034 wa102 jmkg',
	);
	t.is(
		spelled(sellLine(weighedLine('Arbuz', 'C', 12_500, 399), latin)),
		'trline naArbuz vt2 pr399 il12.500 wa4988 jmkg',
	);
});

test('a discount goes on its line, with its name', t => {
	const line = piecesLine('Kawa', 'A', 1, 1000, 150);
	t.is(spelled(sellLine(line, latin)), 'trline naKawa vt0 pr1000 il1 wa1000 jmszt rd1 rnKarta stałego klienta rw150');
});

test('a package taken back is counted apart from those handed out', t => {
	const back = {...petDeposit(2), pieces: -2, totalGrosze: grosze(-100)};
	t.is(spelled(handlePackage(back, latin)), 'trpack na1 ne1 pr50 il2 wa100 dePET do 3 l');
	const slip = {
		...slipOf({lines: [piecesLine('Sok', 'B', 1, 500)], deposits: [petDeposit(1)]}),
		deposits: [petDeposit(1), back],
	};
	t.true(spelled(closeReceipt(slip)).includes('op50 om100'));
});

test('the sale is named in the footer of the next printout only', t => {
	t.is(spelled(configureFooter(milkAndBottles, latin)), 'ftrcfg ca0 ccBożena Ćwik cn3 snK7M2Q9XA-1 bcK7M2Q9XA-1');
});

test('a letter that the printer’s code page lacks is spelled plainly before it is sent', t => {
	const line = piecesLine('Crème brûlée „Żabka”', 'C', 1, 799);
	t.regex(spelled(sellLine(line, 'windows-1250')), /naCreme brulée „Żabka” vt2/);
	t.regex(spelled(sellLine(line, 'mazovia')), /naCreme brulee "Żabka" vt2/);
});

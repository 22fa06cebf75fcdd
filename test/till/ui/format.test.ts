import {fc, testProp} from '@fast-check/ava';
import test from 'ava';
import * as format from '../../../till/ui/format.ts';

const noon = Date.parse('2026-11-20T12:05:00+01:00');

test('an amount has a comma, two digits and thousands parted by a narrow space', t => {
	t.is(format.money(1234), '12,34');
	t.is(format.money(5), '0,05');
	t.is(format.money(0), '0,00');
	t.is(format.money(1_259_979), '12\u202f599,79');
	t.is(format.money(100_000_000), '1\u202f000\u202f000,00');
	t.is(format.money(-300), '\u22123,00');
	t.is(format.zloty(10823), '108,23\u00a0zł');
});

test('a weight is in kilograms to the gram', t => {
	t.is(format.weight(452), '0,452\u00a0kg');
	t.is(format.kilograms(6), '0,006');
	t.is(format.kilograms(12_345), '12,345');
});

test('a percent shows only the hundredths it has', t => {
	t.is(format.percent(2000), '20%');
	t.is(format.percent(250), '2,5%');
	t.is(format.percent(1), '0,01%');
});

test('a span is told in its two largest units', t => {
	t.is(format.span(59_000), '0\u00a0min');
	t.is(format.span(4 * 60_000), '4\u00a0min');
	t.is(format.span(134 * 60_000), '2\u00a0h 14\u00a0min');
	t.is(format.span(50 * 3_600_000), '2\u00a0d 2\u00a0h');
	t.is(format.span(48 * 3_600_000), '2\u00a0d');
	t.is(format.span(-5), '0\u00a0min');
});

test('the time is the one on the wall of the shop, whatever zone the machine is in', t => {
	t.is(format.wallTime(noon), '12:05');
	t.is(format.wallTime(Date.parse('2026-07-01T22:30:00Z')), '00:30');
	t.is(format.shortDate(Date.parse('2026-07-01T22:30:00Z')), '02.07');
	t.is(format.longDate(noon, 'pl'), 'piątek, 20 listopada 2026');
	t.is(format.weekday(noon, 'pl'), 'pt.');
});

test('a business day is written the Polish way and moves over the ends of months', t => {
	t.is(format.date('2026-11-20'), '20.11.2026');
	t.is(format.dayAfter('2026-12-31', 1), '2027-01-01');
	t.is(format.dayAfter('2028-03-01', -1), '2028-02-29');
	t.is(format.dayAfter('2026-10-25', 1), '2026-10-26', 'the day summer time ends has 25 hours');
});

test('rows do not end after a one-letter word or before a unit', t => {
	t.is(format.tied('Owoce i warzywa'), 'Owoce i\u00a0warzywa');
	t.is(format.tied('Mleko UHT 3,2% 1 l'), 'Mleko UHT 3,2% 1\u00a0l');
	t.is(format.tied('Masło ekstra 82% 200 g'), 'Masło ekstra 82% 200\u00a0g');
	t.is(format.tied('Ser 300 gramów'), 'Ser 300 gramów');
});

test('a typed amount may leave its grosze out', t => {
	t.is(format.readAmount('12'), 1200);
	t.is(format.readAmount('12,'), 1200);
	t.is(format.readAmount('12,3'), 1230);
	t.is(format.readAmount('0,05'), 5);
	t.is(format.readAmount(''), undefined);
	t.is(format.readAmount('12,345'), undefined);
});

testProp('what is written is what was meant, to the grosz', [fc.integer({min: 0, max: 99_999_999})], (t, grosze) => {
	t.is(format.readAmount(format.money(grosze).replaceAll('\u202f', '')), grosze);
});

import test from 'ava';
import {renderToString} from 'preact-render-to-string';
import {demoCardRules, demoCards} from '../../../../scripts/demo/people.ts';
import {demoProducts} from '../../../../scripts/demo/products.ts';
import {type DevicesSnapshot, printerFaultNames, readDeviceCommand} from '../../../../till/api/devices.ts';
import {Bench} from '../../../../till/ui/devices/bench.ts';
import {Devices} from '../../../../till/ui/devices/devices.tsx';
import {exampleCodes} from '../../../../till/ui/devices/example-codes.ts';

const oneTill: DevicesSnapshot = {
	tills: [
		{
			number: 1,
			printers: [
				{
					route: 'main',
					number: 1,
					model: 'POSNET THERMAL',
					uniqueNumber: 'ABC1201234567',
					faults: ['paper-out'],
					slips: [
						{id: 1, state: 'done', lines: ['PARAGON FISKALNY', 'Mleko  1 x 3,99 3,99C']},
						{id: 2, state: 'torn', lines: ['PARAGON FISKALNY']},
					],
				},
				{route: 'alcohol', number: 2, model: 'POSNET ONLINE', uniqueNumber: 'ABC1', faults: [], slips: []},
			],
			scale: {weightGrams: 452, moving: true},
			scanner: {connected: true, lastCode: '2000001000694'},
		},
	],
};

function benchWith(snapshot: DevicesSnapshot) {
	const sent: unknown[] = [];
	const bench = new Bench(command => sent.push(command));
	bench.show(snapshot);
	return {bench, sent, html: () => renderToString(<Devices bench={bench} examples={exampleCodes} />)};
}

test('each till has its rolls, with the newest slip last, and its faults as keys', t => {
	const page = benchWith(oneTill).html();
	t.true(page.indexOf('slip-1-main-1') < page.indexOf('slip-1-main-2'));
	t.true(page.includes('Mleko  1 x 3,99 3,99C'), 'columns of the slip are kept');
	t.true(page.includes('urwany'));
	for (const fault of printerFaultNames) t.true(page.includes(`fault-1-alcohol-${fault}`), fault);
	t.regex(page, /aria-pressed="true"[^>]*data-testid="fault-1-main-paper-out"[^>]*>Załóż papier/);
	t.regex(page, /data-grams="452"/);
});

test('both languages have every word of the bench', t => {
	const {bench, html} = benchWith(oneTill);
	const polish = html();
	bench.toggleLanguage();
	t.true(html().includes('Put paper in'));
	t.not(html(), polish);
});

test('the bench says when the simulators are gone', t => {
	const {bench, html} = benchWith(oneTill);
	t.false(html().includes('role="alert"'));
	bench.lose();
	t.true(html().includes('role="alert"'));
});

test('a typed code is scanned without the spaces around it, and an empty one is not', t => {
	const {bench, sent} = benchWith(oneTill);
	bench.scanTyped(1);
	bench.typeCode(1, ' 2000001000694 ');
	bench.scanTyped(1);
	t.deepEqual(sent, [{do: 'scan', till: 1, code: '2000001000694'}]);
	t.true(readDeviceCommand(sent[0]).ok);
});

test('the example codes are of the demonstration shop', t => {
	const barcodes = new Set(demoProducts().flatMap(product => product.barcodes));
	const isCard = (code: string) =>
		demoCardRules.some(({prefix, length}) => code.startsWith(prefix) && code.length === length);
	const strange = exampleCodes.filter(({code}) => !barcodes.has(code) && !isCard(code));
	t.deepEqual(
		strange.map(({what}) => what.en),
		['Misread code', 'Unknown code'],
	);
	t.true(demoCards.some(({number, blocked}) => blocked && exampleCodes.some(({code}) => code === number)));
});

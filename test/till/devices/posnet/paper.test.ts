import test from 'ava';
import {createPaper} from '../../../../till/devices/simulated/paper.ts';
import {milkAndBottles} from '../slips.ts';
import {memoryBench} from './bench.ts';

test('the paper reads as a Polish receipt does', async t => {
	const bench = await memoryBench();
	await bench.run(bench.printer.open(milkAndBottles));
	await bench.run(bench.printer.close(milkAndBottles, {onWaiting: () => {}}));
	t.deepEqual(bench.simulator.snapshot().slips.at(-1)?.lines, [
		'              Sklep OSTOJA',
		'      ul. Rynkowa 1, 30-001 Kraków',
		'           NIP 676-000-00-00',
		'2026-11-23                       W000001',
		'            PARAGON FISKALNY',
		'Mleko UHT 3,2% 1l      2 szt x3,49 6,98C',
		'----------------------------------------',
		'SPRZEDAŻ OPODATKOWANA C             6,98',
		'PTU C 5%                            0,33',
		'SUMA PTU                            0,33',
		'SUMA PLN                            6,98',
		'----------------------------------------',
		'           OPAKOWANIA ZWROTNE',
		'PET do 3 l (1)              4 x0,50 2,00',
		'WYDANE                              2,00',
		'DO ZAPŁATY PLN                      8,98',
		'----------------------------------------',
		'         ROZLICZENIE PŁATNOŚCI',
		'GOTÓWKA                            10,00',
		'RESZTA                              1,02',
		'----------------------------------------',
		'00001 #3 Bożena Ćwik               14:03',
		'Nr sys.                       K7M2Q9XA-1',
		'             ZBF 2101002392',
	]);
});

test('the roll keeps the last two hundred slips under their own numbers', t => {
	const paper = createPaper(() => {});
	for (let slip = 1; slip <= 250; slip++) {
		paper.begin('receipt');
		paper.print([`slip ${slip}`]);
		paper.finish('done');
	}
	t.is(paper.slips.length, 200);
	t.deepEqual(paper.slips.at(0), {id: 51, kind: 'receipt', lines: ['slip 51'], state: 'done'});
	t.is(paper.slips.at(-1)?.id, 250);
});

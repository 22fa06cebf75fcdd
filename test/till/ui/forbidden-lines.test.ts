/** A line that may not be paid any more says so itself, in both languages. */
import test from 'ava';
import type {Snapshot} from '../../../till/api/snapshot.ts';
import type {Forbidden} from '../../../till/domain/forbidden.ts';
import {deskAt} from './fixtures/desk.ts';
import {element, page, textOf} from './fixtures/page.tsx';
import {states} from './fixtures/snapshots.ts';

function withForbidden(forbidden: Forbidden): {readonly state: Snapshot; readonly line: string} {
	const {lines} = states.sale.sale;
	const [first] = lines;
	if (first?.kind !== 'goods') throw new Error('the first line of the sale is goods');
	const state = {...states.sale, sale: {...states.sale.sale, lines: [{...first, forbidden}, ...lines.slice(1)]}};
	return {state, line: `line-${first.line}`};
}

const said: readonly (readonly [Forbidden, string, string])[] = [
	[{code: 'product-recalled'}, 'Wycofany z obrotu', 'Recalled'],
	[{code: 'past-date', lastDay: '2026-11-23'}, 'Po terminie (23.11.2026)', 'Past its date (23.11.2026)'],
	[{code: 'alcohol-hours'}, 'Nie o tej porze', 'Not at this hour'],
];

for (const [forbidden, polish, english] of said) {
	test(`${forbidden.code} stands on the line, before how many there are`, t => {
		const {state, line} = withForbidden(forbidden);
		const {desk} = deskAt(state);
		const lineText = () => textOf(element(page(desk), line)?.after.split('</button>')[0] ?? '');
		t.true(lineText().includes(` ${polish} `), lineText());
		t.true(lineText().indexOf(polish) < lineText().indexOf('×'));
		desk.preferences.toggleLanguage();
		t.true(lineText().includes(` ${english} `), lineText());
	});
}

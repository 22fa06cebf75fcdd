/** Files of the till that were damaged or missing: one at a time, the latest first, with what was saved and what was not. */
import {type Damage, damagedPart} from '../../domain/damage.ts';
import {rangesText} from '../../domain/entry-range.ts';
import {useDesk} from '../desk-context.ts';
import {shortDate, wallTime} from '../format.ts';
import type {ServiceWords} from '../words/service-kinds.ts';
import {Icon} from './icon.tsx';
import {Key} from './key.tsx';

export function DamageCard({damages}: {readonly damages: readonly Damage[]}) {
	const desk = useDesk();
	const words = desk.words.value;
	const page = desk.service.damagePages.show(damages.toReversed(), 1);
	const isOpen = damages.some(({acknowledged}) => acknowledged === undefined);
	return (
		<div class="card damages" data-testid="damage-card">
			<h2>
				{words.service.files}
				{damages.length > 1 && <small>{words.pageOf(page.number, page.count)}</small>}
			</h2>
			{page.items.map(damage => (
				<DamageFacts key={`${damage.file}-${damage.foundAt}`} damage={damage} words={words.service} />
			))}
			<div class="card-keys">
				<Key
					testId="damage-previous"
					kind="op"
					disabled={!page.hasPrevious}
					label={words.earlierPage}
					onPress={() => desk.service.damagePages.turn(page.number - 1)}
				>
					<Icon name="left" />
				</Key>
				<Key
					testId="damage-next"
					kind="op"
					disabled={!page.hasNext}
					label={words.nextPage}
					onPress={() => desk.service.damagePages.turn(page.number + 1)}
				>
					<Icon name="right" />
				</Key>
				<Key
					testId="acknowledge-damages"
					kind="op"
					disabled={!isOpen}
					onPress={() => desk.send({do: 'acknowledge-damages'})}
				>
					{words.service.acknowledge}
				</Key>
			</div>
		</div>
	);
}

function DamageFacts({damage, words}: {readonly damage: Damage; readonly words: ServiceWords}) {
	const {file, kind, detail, foundAt, setAside, acknowledged} = damage;
	const time = (at: string) => `${shortDate(Date.parse(at))}, ${wallTime(Date.parse(at))}`;
	return (
		<div class="damage" data-testid={`damage-${file}`} data-kind={kind}>
			<b>{words.damageKinds[kind]}</b>
			<small>{`${file} · ${time(foundAt)}`}</small>
			{consequences(damage, words).map(sentence => (
				<span key={sentence}>{sentence}</span>
			))}
			{setAside !== undefined && <small>{words.setAsideAs(setAside)}</small>}
			<small>{detail}</small>
			{acknowledged !== undefined && <small>{words.acknowledgedBy(acknowledged.by, time(acknowledged.at))}</small>}
		</div>
	);
}

function consequences(damage: Damage, words: ServiceWords): readonly string[] {
	const {kind, salvagedCount, lostCount, unsentCount, lost} = damage;
	switch (damagedPart(damage)) {
		case 'receipts': {
			const salvaged = kind === 'damaged' || salvagedCount > 0 ? [words.salvagedEntries(salvagedCount)] : [];
			if (lostCount === 0) return [...salvaged, words.noneLost];
			const onServer = unsentCount === 0 ? words.allOnServer : words.notOnServer(unsentCount);
			return [...salvaged, `${words.lostEntries(lostCount, rangesText(lost))}, ${onServer}`];
		}
		case 'catalogue':
			return [words.catalogueAgain];
		case 'key':
			return [words.keyReplaced];
		case 'state':
			return [words.salvagedSales(salvagedCount), ...(lostCount > 0 ? [words.lostSale] : [])];
	}
}

/** A product on the touch grid: its name, its price, the colour of its group. */
import type {GoodView} from '../../api/snapshot.ts';
import {useDesk} from '../desk-context.ts';
import {money, tied} from '../format.ts';
import {Key} from './key.tsx';

export function ProductKey({good}: {readonly good: GoodView}) {
	const desk = useDesk();
	const words = desk.words.value;
	const colour = desk.goods.groups.value.find(group => group.code === good.group)?.colour ?? 'quick';
	return (
		<Key
			testId={`product-${good.code}`}
			kind="product"
			style={{'--group': `var(--group-${colour})`}}
			onPress={() => desk.sale.pick(good.code)}
		>
			<span class="name">{tied(good.name)}</span>
			<span class="price">
				<b>{money(good.priceGrosze)}</b>
				<small>{good.unit === 'kg' ? words.perKilogram : words.perPiece}</small>
			</span>
		</Key>
	);
}

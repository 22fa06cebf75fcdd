/** The goods that one code may mean: in the place of the product grid, each with what tells it from the others. */
import type {ChoiceView} from '../../api/snapshot.ts';
import {useDesk} from '../desk-context.ts';
import {money, tied} from '../format.ts';
import {Key} from './key.tsx';
import {Pager} from './pager.tsx';

const rows = 5;

export function ChoiceBoard({goods}: {readonly goods: ChoiceView['goods']}) {
	const desk = useDesk();
	const words = desk.words.value;
	const size = goods.length > rows ? rows - 1 : rows;
	const page = desk.sale.choicePages.show(goods, size);
	return (
		<div class="twins" data-testid="choices" data-count={goods.length}>
			{page.items.map(({code, name, unit, priceGrosze}) => (
				<Key key={code} testId={`choice-${code}`} kind="twin" onPress={() => desk.send({do: 'choose', product: code})}>
					<span class="name">{tied(name)}</span>
					<small>{code}</small>
					<b class="amount">
						{money(priceGrosze)} <small>{unit === 'kg' ? words.perKilogram : words.perPiece}</small>
					</b>
				</Key>
			))}
			{goods.length > rows && <Pager name="choice" page={page} pages={desk.sale.choicePages} />}
		</div>
	);
}

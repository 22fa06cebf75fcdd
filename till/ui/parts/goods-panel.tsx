/**
 * Goods to touch: the rail of groups and the grid of product keys, in pages. Five places in the rail: the quick keys,
 * three groups and the others, or as many groups as fit.
 */
import type {GoodView, GroupView} from '../../api/snapshot.ts';
import {useDesk} from '../desk-context.ts';
import {tied} from '../format.ts';
import type {Tab} from '../models/sale-desk.ts';
import {Key} from './key.tsx';
import {Pager} from './pager.tsx';
import {ProductKey} from './product-key.tsx';

const railPlaces = 5;
const gridRows = 4;

/** Which groups have a place in the rail, and which stand behind *other groups*. */
export function railGroups(
	groups: readonly GroupView[],
	hasQuick: boolean,
): {readonly shown: readonly GroupView[]; readonly others: readonly GroupView[]} {
	const places = railPlaces - (hasQuick ? 1 : 0);
	if (groups.length <= places) return {shown: groups, others: []};
	return {shown: groups.slice(0, places - 1), others: groups.slice(places - 1)};
}

export function GoodsPanel() {
	const desk = useDesk();
	const tab = desk.sale.tab.value;
	return (
		<div class="goods">
			<Rail />
			{tab.kind === 'others' ? <OtherGroups /> : <ProductGrid goods={goodsOf(tab)} />}
		</div>
	);

	function goodsOf(chosen: Exclude<Tab, {kind: 'others'}>): readonly GoodView[] {
		return chosen.kind === 'quick' ? desk.goods.quick.value : desk.goods.ofGroup(chosen.code);
	}
}

function Rail() {
	const desk = useDesk();
	const words = desk.words.value.sale;
	const tab = desk.sale.tab.value;
	const hasQuick = desk.goods.quick.value.length > 0;
	const {shown, others} = railGroups(desk.goods.groups.value, hasQuick);
	const other = others.find(group => tab.kind === 'group' && group.code === tab.code);
	return (
		<div class="rail" role="tablist" aria-label={words.groups}>
			{hasQuick && (
				<RailTab testId="group-quick" colour="quick" on={tab.kind === 'quick'} tab={{kind: 'quick'}}>
					{words.quickSale}
				</RailTab>
			)}
			{shown.map(group => (
				<RailTab
					key={group.code}
					testId={`group-${group.code}`}
					colour={group.colour}
					on={tab.kind === 'group' && tab.code === group.code}
					tab={{kind: 'group', code: group.code}}
				>
					{group.name}
				</RailTab>
			))}
			{others.length > 0 && (
				<RailTab
					testId="group-others"
					colour={other?.colour ?? 'pack'}
					on={tab.kind === 'others' || other !== undefined}
					tab={{kind: 'others'}}
				>
					{other?.name ?? words.otherGroups}
				</RailTab>
			)}
		</div>
	);
}

interface RailTabProps {
	readonly testId: string;
	readonly colour: GroupView['colour'];
	readonly on: boolean;
	readonly tab: Tab;
	readonly children: string;
}

function RailTab({testId, colour, on, tab, children}: RailTabProps) {
	const desk = useDesk();
	return (
		<button
			type="button"
			role="tab"
			aria-selected={on}
			class={on ? 'on' : ''}
			data-testid={testId}
			style={{'--group': `var(--group-${colour})`}}
			onClick={() => desk.press(() => desk.sale.chooseTab(tab))}
		>
			<span>{tied(children)}</span>
		</button>
	);
}

function ProductGrid({goods}: {readonly goods: readonly GoodView[]}) {
	const desk = useDesk();
	const page = desk.sale.goodsPages.show(goods, desk.columns.value * gridRows - 1);
	return (
		<div class="grid" data-testid="products">
			{page.items.map(good => (
				<ProductKey key={good.code} good={good} />
			))}
			<Pager name="products" page={page} pages={desk.sale.goodsPages} />
		</div>
	);
}

function OtherGroups() {
	const desk = useDesk();
	const {others} = railGroups(desk.goods.groups.value, desk.goods.quick.value.length > 0);
	const page = desk.sale.goodsPages.show(others, desk.columns.value * gridRows - 1);
	return (
		<div class="grid" data-testid="other-groups">
			{page.items.map(group => (
				<Key
					key={group.code}
					testId={`group-${group.code}`}
					kind="product"
					style={{'--group': `var(--group-${group.colour})`}}
					onPress={() => desk.sale.chooseTab({kind: 'group', code: group.code})}
				>
					<span class="name">{group.name}</span>
				</Key>
			))}
			<Pager name="products" page={page} pages={desk.sale.goodsPages} />
		</div>
	);
}

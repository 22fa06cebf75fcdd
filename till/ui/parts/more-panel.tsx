/** What is behind *more*, in the place of the goods. */
import {useDesk} from '../desk-context.ts';
import {Key} from './key.tsx';

export function MorePanel() {
	const desk = useDesk();
	const words = desk.words.value;
	const {preferences} = desk;
	const parkedCount = desk.snapshot.value?.parked.length ?? 0;
	const hasGoods = (desk.snapshot.value?.sale.lines.length ?? 0) > 0;
	return (
		<section class="more" aria-label={words.more.title}>
			<Key
				testId="void-sale"
				kind="op alarming"
				disabled={!hasGoods}
				onPress={() => desk.sale.turnTo({on: 'void-sale'})}
			>
				{words.more.voidSale}
				{!hasGoods && <small>{words.more.nothingToVoid}</small>}
			</Key>
			<Key testId="park" kind="op" disabled={!hasGoods} onPress={() => desk.sale.park()}>
				{words.parked.park}
			</Key>
			<Key testId="open-parked" kind="op" disabled={hasGoods} onPress={() => desk.sale.turnTo({on: 'parked'})}>
				{parkedCount === 0 ? words.parked.title : words.parked.key}
				{parkedCount > 0 && <small>{words.parked.count(parkedCount)}</small>}
			</Key>
			<Key testId="packages" kind="op" onPress={() => desk.sale.turnTo({on: 'packages'})}>
				{words.sale.packagesTitle}
			</Key>
			<Key testId="begin-return" kind="op" disabled={hasGoods} onPress={() => desk.send({do: 'begin-return'})}>
				{words.returns.key}
			</Key>
			<Key testId="open-shift-desk" kind="op" disabled={hasGoods} onPress={() => desk.send({do: 'open-shift-desk'})}>
				{words.shift.key}
			</Key>
			<Key testId="open-drawer" kind="op" onPress={() => desk.send({do: 'open-drawer'})}>
				{words.more.drawer}
			</Key>
			<Key testId="open-service" kind="op" onPress={() => desk.send({do: 'open-service'})}>
				{words.more.service}
			</Key>
			<Key testId="toggle-dark" kind="op" onPress={() => preferences.toggleDark()}>
				{preferences.dark.value ? words.more.light : words.more.dark}
			</Key>
			<Key testId="toggle-language" kind="op" onPress={() => preferences.toggleLanguage()}>
				{words.otherLanguage}
			</Key>
			<Key testId="toggle-hotkeys" kind="op" on={preferences.hotkeys.value} onPress={() => preferences.toggleHotkeys()}>
				{words.more.hotkeys}
				<small>{preferences.hotkeys.value ? words.more.hotkeysHide : words.more.hotkeysShow}</small>
			</Key>
			<Key testId="log-out" kind="op" onPress={() => desk.send({do: 'log-out'})}>
				{words.more.logOut}
			</Key>
		</section>
	);
}

/** Currencies beside złoty while a drawer is counted: the shop's, and what is in the drawer of a shop that takes it no more. */
import type {Snapshot} from '../../api/snapshot.ts';
import {useDesk} from '../desk-context.ts';
import {money} from '../format.ts';
import {Key} from './key.tsx';

export function currenciesIn({currencies = [], screen}: Snapshot): readonly string[] {
	const taken = screen.at === 'shift' ? (screen.shift?.currencies ?? []) : [];
	return [...new Set([...currencies.map(({code}) => code), ...taken])];
}

export function ForeignKeys({codes}: {readonly codes: readonly string[]}) {
	const {shift} = useDesk();
	return codes.map(code => {
		const amountMinor = shift.foreign.amountOf(code);
		return (
			<Key
				key={code}
				testId={`cash-${code}`}
				kind="op"
				guarded={false}
				on={code === shift.foreign.code.value}
				onPress={() => shift.chooseCurrency(code)}
			>
				{code}
				<small>{amountMinor === 0 ? '' : money(amountMinor)}</small>
			</Key>
		);
	});
}

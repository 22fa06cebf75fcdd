/** The devices of this till: each with its address, its state and its own words about it. */
import type {ServiceScreen} from '../../api/snapshot.ts';
import {useDesk} from '../desk-context.ts';
import {Icon} from './icon.tsx';

export function DeviceCard({devices}: {readonly devices: ServiceScreen['devices']}) {
	const words = useDesk().words.value.service;
	return (
		<div class="card">
			<h2>{words.devices}</h2>
			<ul class="devices">
				{devices.map(({device, address, state, detail}) => {
					const works = state === 'ready' || state === 'busy';
					return (
						<li key={device} class={works ? 'good' : 'stop'} data-testid={`device-${device}`} data-state={state}>
							<Icon name={works ? 'good' : 'need'} />
							<b>{words.deviceNames[device] ?? device}</b>
							<span>{words.deviceStates[state] ?? state}</span>
							<small>{[address, detail].filter(part => part !== '').join(' · ')}</small>
						</li>
					);
				})}
			</ul>
		</div>
	);
}

/** The status strip: who sells, the link to the server, the devices, the time. Cells keep their widths whatever they say. */
import type {PrinterView, Snapshot} from '../../api/snapshot.ts';
import {useDesk} from '../desk-context.ts';
import {shortDate, wallTime, weekday} from '../format.ts';
import {Icon} from './icon.tsx';
import {LinkCell} from './link-cell.tsx';

export function Status({snapshot}: {readonly snapshot: Snapshot}) {
	const desk = useDesk();
	const words = desk.words.value;
	const nowMs = desk.clock.minute.value;
	const {till, cashier, scale, scanner, printers, screen} = snapshot;
	const service = screen.at === 'service' ? ` · ${words.service.title.toLowerCase()}` : '';
	return (
		<header class="status">
			<div class="cell plain who" data-testid="who">
				<small>
					{words.till(till.number)}
					{service}
				</small>
				<span>{cashier?.name ?? words.closedTill}</span>
			</div>
			<LinkCell link={snapshot.link} training={snapshot.training === true} mayOpenService={screen.at === 'sale'} />
			{printers.map(printer => (
				<PrinterCell key={printer.route} printer={printer} />
			))}
			{scale !== undefined && (
				<DeviceCell
					name="scale"
					title={words.devices.scale}
					ready={scale.state === 'ready'}
					word={scale.state === 'ready' ? words.devices.ready : words.devices.notConnected}
				/>
			)}
			{scanner !== undefined && (
				<DeviceCell
					name="scanner"
					title={words.devices.scanner}
					ready={scanner.state === 'ready'}
					word={scanner.state === 'ready' ? words.devices.readyScanner : words.devices.notConnected}
				/>
			)}
			<div class="cell plain time">
				<small>
					{weekday(nowMs, words.language)} {shortDate(nowMs)}
				</small>
				<span data-testid="clock">{wallTime(nowMs)}</span>
			</div>
		</header>
	);
}

function PrinterCell({printer}: {readonly printer: PrinterView}) {
	const words = useDesk().words.value.devices;
	const {condition, number, paperNearEnd, route} = printer;
	const works = condition === 'ready' || condition === 'busy';
	const low = works && paperNearEnd;
	return (
		<div
			class={`cell printer ${works ? '' : 'stop'} ${low ? 'calm' : ''}`}
			data-testid={`printer-${route}`}
			data-condition={condition}
		>
			<Icon name={works && !low ? 'good' : 'need'} />
			<small>{words.printer(number)}</small>
			<span>{low ? words.paperLow : words.condition[condition]}</span>
		</div>
	);
}

interface DeviceCellProps {
	readonly name: 'scale' | 'scanner';
	readonly title: string;
	readonly ready: boolean;
	readonly word: string;
}

function DeviceCell({name, title, ready, word}: DeviceCellProps) {
	return (
		<div
			class={`cell ${name} ${ready ? '' : 'calm'}`}
			data-testid={name}
			data-state={ready ? 'ready' : 'not-connected'}
		>
			<Icon name={ready ? 'good' : 'none'} />
			<small>{title}</small>
			<span>{word}</span>
		</div>
	);
}

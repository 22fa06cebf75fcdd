/** One fiscal printer: its paper as it came out, the newest at the bottom, as text or as a picture; and what can be done to it. */
import {useEffect, useRef} from 'preact/hooks';
import type {PrinterOnDesk} from '../../api/devices.ts';
import type {Bench} from './bench.ts';
import {PrinterFaults} from './printer-faults.tsx';
import {deviceWords} from './words.ts';

interface PaperRollProps {
	readonly bench: Bench;
	readonly till: number;
	readonly printer: PrinterOnDesk;
}

export function PaperRoll({bench, till, printer}: PaperRollProps) {
	const words = deviceWords[bench.language.value];
	const {route, model, uniqueNumber, slips} = printer;
	const paper = useRef<HTMLDivElement>(null);
	const newest = slips.at(-1);
	const length = `${newest?.id} ${newest?.lines.length} ${newest?.state}`;
	const showsPictures = bench.showsPictures.value;
	// The newest line is the one that matters: the roll stays at its end.
	const scrollToEnd = () => {
		if (paper.current !== null) paper.current.scrollTop = paper.current.scrollHeight;
	};
	// Length and look stand among the reasons because the effect has to run whenever they change.
	useEffect(() => {
		if (length !== '' || showsPictures) scrollToEnd();
	}, [length, showsPictures]);
	return (
		<section class="printer" aria-label={words.printer[route]} data-testid={`printer-${till}-${route}`}>
			<h3>
				{words.printer[route]}
				<small>
					{model} · {uniqueNumber}
				</small>
			</h3>
			<div class="paper" ref={paper} data-testid={`roll-${till}-${route}`}>
				{slips.length === 0 && <p class="none">{words.emptyRoll}</p>}
				{slips.map(slip => (
					<Slip key={slip.id} bench={bench} till={till} route={route} slip={slip} onShown={scrollToEnd} />
				))}
			</div>
			<PrinterFaults bench={bench} till={till} printer={printer} />
		</section>
	);
}

interface SlipProps {
	readonly bench: Bench;
	readonly till: number;
	readonly route: PrinterOnDesk['route'];
	readonly slip: PrinterOnDesk['slips'][number];
	/** A picture has its height only when it has come. */
	readonly onShown: () => void;
}

function Slip({bench, till, route, slip: {id, state, lines, barcode}, onShown}: SlipProps) {
	const words = deviceWords[bench.language.value];
	const address = bench.pictureAddress({till, route, slip: id});
	return (
		<figure class={state} data-testid={`slip-${till}-${route}-${id}`} data-state={state}>
			{bench.showsPictures.value ? (
				// While it grows, each length of it is a picture of its own.
				<img src={`${address}&lines=${lines.length}&state=${state}`} alt={lines.join('\n')} onLoad={onShown} />
			) : (
				<pre>{lines.join('\n')}</pre>
			)}
			<figcaption>
				{state !== 'done' && <strong>{words.slipState[state]}</strong>}
				<a href={address} download={`paragon-${till}-${route}-${id}.svg`} data-testid={`save-${till}-${route}-${id}`}>
					{words.savePicture}
				</a>
				{barcode !== undefined && (
					<button
						type="button"
						data-testid={`scan-slip-${till}-${route}-${id}`}
						onClick={() => bench.send({do: 'scan', till, code: barcode})}
					>
						{words.scanSlip(barcode)}
					</button>
				)}
			</figcaption>
		</figure>
	);
}

/** The whole page: the status strip and the screen the till says it is at. Nothing but the snapshot chooses it. */
import type {Snapshot} from '../../api/snapshot.ts';
import {DeskContext, useDesk} from '../desk-context.ts';
import type {Desk} from '../models/desk.ts';
import {Status} from '../parts/status.tsx';
import {TrainingBand} from '../parts/training-band.tsx';
import {AgeScreen} from './age.tsx';
import {ApprovalScreen} from './approval.tsx';
import {ChangeScreen} from './change.tsx';
import {DayStartScreen} from './day-start.tsx';
import {LoginScreen} from './login.tsx';
import {PaymentScreen} from './payment.tsx';
import {PrintingScreen} from './printing.tsx';
import {ReturnScreen} from './return.tsx';
import {SaleScreen} from './sale.tsx';
import {ServiceScreen} from './service.tsx';
import {ShiftScreen} from './shift.tsx';
import {StartingScreen, WaitingForTill} from './starting.tsx';
import {WeighingScreen} from './weighing.tsx';

export function Till({desk}: {readonly desk: Desk}) {
	const {dark, hotkeys, language} = desk.preferences;
	const snapshot = desk.snapshot.value;
	const isLost = desk.line.state.value === 'lost';
	const isDeaf = isLost || !desk.guard.settled.value;
	return (
		<DeskContext.Provider value={desk}>
			<div
				class={`till ${dark.value ? 'dark' : ''} ${hotkeys.value ? 'hotkeys' : ''} ${snapshot?.training ? 'training' : ''}`}
				lang={language.value}
				data-testid="till"
				data-screen={snapshot?.screen.at ?? 'connecting'}
				data-connection={desk.line.state.value}
				aria-disabled={isDeaf}
			>
				{snapshot?.training && <TrainingBand />}
				{snapshot === undefined ? <WaitingForTill /> : <Screens snapshot={snapshot} />}
				{isLost && <Lost />}
				<Queue />
			</div>
		</DeskContext.Provider>
	);
}

function Screens({snapshot}: {readonly snapshot: Snapshot}) {
	const {screen} = snapshot;
	switch (screen.at) {
		case 'starting':
			return <StartingScreen step={screen.step} />;
		case 'login':
			return framed(<LoginScreen snapshot={snapshot} cashiers={screen.cashiers} />);
		case 'day-start':
			return framed(<DayStartScreen snapshot={snapshot} />);
		case 'sale':
			return framed(<SaleScreen sale={snapshot.sale} pendingPieces={screen.pendingPieces} choice={screen.choice} />);
		case 'weighing':
			return framed(<WeighingScreen sale={snapshot.sale} weighing={screen} />);
		case 'age':
			return framed(<AgeScreen question={screen} />);
		case 'payment':
			return framed(<PaymentScreen sale={snapshot.sale} suggestionsGrosze={screen.cashSuggestionsGrosze} />);
		case 'printing':
			return framed(<PrintingScreen sale={snapshot.sale} printing={screen} />);
		case 'change':
			return framed(<ChangeScreen sale={snapshot.sale} change={screen} />);
		case 'return':
			return framed(<ReturnScreen view={screen} />);
		case 'approval':
			return framed(<ApprovalScreen sale={snapshot.sale} question={screen} />);
		case 'shift':
			return framed(<ShiftScreen snapshot={snapshot} view={screen} />);
		case 'service':
			return framed(<ServiceScreen snapshot={snapshot} service={screen} />);
	}

	function framed(content: preact.JSX.Element) {
		return (
			<>
				<Status snapshot={snapshot} />
				{content}
			</>
		);
	}
}

/** Over the function strip, so that the receipt and the sum stay in sight. */
function Lost() {
	const words = useDesk().words.value.connection;
	return (
		<div class="lost" role="alert" data-testid="connection-lost">
			<b>{words.lost}</b> <span>{words.lostCalm}</span>
		</div>
	);
}

/** One command under way is ordinary; more than one is worth saying. */
function Queue() {
	const desk = useDesk();
	const queuedCount = desk.line.queuedCount.value;
	if (queuedCount < 2) return null;
	return (
		<div class="queue" role="status" data-testid="queue" data-count={queuedCount}>
			{desk.words.value.connection.waiting(queuedCount)}
		</div>
	);
}

import { IconCheck } from '@tabler/icons-react'
import type { WizardStep } from '#shared/model/draft.ts'
import { useText } from '../../i18n.ts'
import classes from './step-list.module.css'
import { stepOrder, stepTitle } from './wizard-steps.ts'

/** The way through the wizard; every step can be gone to, back and forth. */
export function StepList({
  current,
  done,
  onGo,
}: {
  current: WizardStep
  done: ReadonlySet<WizardStep>
  onGo: (step: WizardStep) => void
}) {
  const t = useText()
  return (
    <nav aria-label={t('wizard.steps')} className={classes.nav}>
      <ol className={classes.list}>
        {stepOrder.map((step, index) => (
          <li key={step}>
            <button
              type="button"
              className={classes.step}
              aria-current={step === current ? 'step' : undefined}
              data-done={done.has(step) || undefined}
              onClick={() => onGo(step)}
            >
              <span className={classes.mark} aria-hidden>
                {done.has(step) && step !== current ? <IconCheck size={14} stroke={2.4} /> : index + 1}
              </span>
              <span className={classes.label}>{t(stepTitle[step])}</span>
              {done.has(step) && <span className={classes.hidden}>{t('wizard.stateDone')}</span>}
            </button>
          </li>
        ))}
      </ol>
    </nav>
  )
}
